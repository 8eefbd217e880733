import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { useAttach, useHash } from "openrupt/react";
import { options } from "../common/options.js";

function Account({ user }) {
  const { status, reply, challenge } = useAttach(user && { ...options(), account: user, on_challenge: options().quiet && (() => false) });
  const hash = useHash();
  return (
    <main>
      <output id="status">{status}</output> <output id="device">{reply?.device_id}</output>
      <output id="hash">{hash?.[0]}</output> <output id="challenge">{challenge}</output>
    </main>
  );
}

function App() {
  const [user, setUser] = useState(options().account);
  const [shown, show] = useState(true);
  return (
    <>
      {shown && <Account user={user} />}
      <button onClick={() => setUser(`${user}-2`)}>Switch user</button>
      <button onClick={() => setUser(null)}>Sign out</button>
      <button onClick={() => show(!shown)}>Toggle</button>
    </>
  );
}

createRoot(document.getElementById("root")).render(<StrictMode><App /></StrictMode>);
