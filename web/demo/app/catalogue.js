/** films are those of a cinema that does not exist. `scene` says how poster.js paints each. */
export const films = [
  { id: "salt-meridian", title: "Salt Meridian", year: 2025, length: "1 h 52", tags: ["Drama", "Sea"],
    line: "A cartographer follows a coastline that is not there in the morning.",
    scene: { motif: "sea", seed: 7, sky: ["#14213d", "#7a4b6a", "#f2a65a"], land: ["#2b2d52", "#1d2140", "#0f1230"], light: "#ffd9a0", at: [214, 92] } },
  { id: "a-quiet-orbit", title: "A Quiet Orbit", year: 2026, length: "2 h 04", tags: ["Science fiction"],
    line: "The last radio operator of a station that everyone else calls retired.",
    scene: { motif: "orbit", seed: 21, sky: ["#05060f", "#141a3c", "#34306b"], land: ["#23264f", "#171a3b", "#0c0e24"], light: "#cfd8ff", at: [110, 62] } },
  { id: "low-tide", title: "Low Tide", year: 2024, length: "1 h 38", tags: ["Mystery"],
    line: "Twice a day the village finds what it agreed to forget.",
    scene: { motif: "sea", seed: 33, sky: ["#0e3b43", "#3c7a78", "#d9c89e"], land: ["#1f5257", "#143c42", "#0b262b"], light: "#fff1c9", at: [86, 84] } },
  { id: "night-ferry", title: "Night Ferry", year: 2025, length: "1 h 45", tags: ["Thriller"],
    line: "Forty minutes across, one passenger too many.",
    scene: { motif: "city", seed: 4, sky: ["#0a0d1f", "#1e2550", "#6d4a7d"], land: ["#1a1d3d", "#10132b", "#080a19"], light: "#f6c667", at: [248, 54] } },
  { id: "eleven-winters", title: "Eleven Winters", year: 2023, length: "2 h 11", tags: ["Documentary"],
    line: "One observatory, one keeper, and every first snow since.",
    scene: { motif: "hills", seed: 52, sky: ["#26364d", "#6f8aa6", "#dbe4ea"], land: ["#8aa0b5", "#5c738a", "#33475c"], light: "#ffffff", at: [236, 52] } },
  { id: "paper-lanterns", title: "Paper Lanterns", year: 2026, length: "1 h 29", tags: ["Animation", "Family"],
    line: "A boy, a stubborn kite, and the festival that will not start without them.",
    scene: { motif: "lanterns", seed: 90, sky: ["#2a1139", "#7a2f57", "#ef7e56"], land: ["#4d1d47", "#351236", "#1f0a24"], light: "#ffce73", at: [70, 70] } },
  { id: "glasshouse", title: "Glasshouse", year: 2024, length: "1 h 57", tags: ["Drama"],
    line: "Three sisters inherit a garden, and the letters under it.",
    scene: { motif: "hills", seed: 12, sky: ["#123524", "#3e7b53", "#e9d985"], land: ["#2c5f3f", "#1c452c", "#0e2a1a"], light: "#fff3b0", at: [120, 74] } },
  { id: "the-understudy", title: "The Understudy", year: 2025, length: "1 h 41", tags: ["Comedy"],
    line: "She knows every part in the house but her own.",
    scene: { motif: "rays", seed: 63, sky: ["#2b0b12", "#7c1f2d", "#d8573c"], land: ["#4e1420", "#350c16", "#1f060c"], light: "#ffd37a", at: [160, 44] } },
  { id: "signal-fire", title: "Signal Fire", year: 2026, length: "1 h 50", tags: ["Adventure"],
    line: "Nine hilltops, one night, and a message older than the road.",
    scene: { motif: "hills", seed: 77, sky: ["#1c1033", "#6b2a5b", "#f08a4b"], land: ["#5a2350", "#3b1740", "#200c2a"], light: "#ffe2a6", at: [252, 78] } },
];

/** film returns the film of that id, or the first one. */
export const film = (id) => films.find((f) => f.id === id) ?? films[0];
