// main.mjs calls chrome.tabs.setZoom from here.
