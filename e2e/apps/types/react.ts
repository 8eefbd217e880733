// An entry point by its path, which every way to find a package has to find. React's types come with no others, so that the
// oldest compiler can read them.

import { useAttach, useHash } from "openrupt/react";

export function page(user: { id: string } | null) {
  const { status, reply } = useAttach(user && { client_id: "11111111-1111-4111-8111-111111111111", account: user.id });
  const hashes: readonly [string, string | null] | null = useHash();
  // @ts-expect-error: a device has no such status
  return status === "attached" ? [reply.attached_devices, hashes] : status === "lost";
}
