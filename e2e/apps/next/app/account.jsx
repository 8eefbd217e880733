"use client";

import { useAttach, useHash } from "openrupt/react";

export default function Account({ options }) {
  const { status, reply } = useAttach(options);
  const hash = useHash();
  return (
    <main>
      <output id="status">{status}</output> <output id="device">{reply?.device_id}</output> <output id="hash">{hash?.[0]}</output>
    </main>
  );
}
