import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** startScreen starts an X server that nobody sees, on a display that is free, adds it to processes and gives the display's name. */
export async function startScreen(processes: ChildProcess[]): Promise<string> {
  const screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  processes.push(screen);
  const [number] = await Promise.race([once(screen.stdio[3]!, "data"), failed(screen, "Xvfb")]);
  return `:${String(number).trim()}`;
}

/** failed rejects when a program cannot be started or ends. */
export async function failed(program: ChildProcess, name: string): Promise<never> {
  const code = await Promise.race([
    once(program, "exit").then(([code, signal]) => `it ended with ${code ?? signal}`),
    once(program, "error").then(([error]) => String(error)),
  ]);
  throw new Error(`${name}: ${code}. scripts/need WebKitWebDriver Xvfb installs what is missing`);
}

/** end kills programs in the reverse order of their start, and what they have started. */
export async function end(processes: ChildProcess[]): Promise<void> {
  for (const program of processes.reverse()) {
    if (program.pid === undefined || program.exitCode !== null || program.signalCode !== null) continue;
    const exited = once(program, "exit");
    try {
      process.kill(-program.pid, "SIGKILL");
    } catch {
      program.kill("SIGKILL"); // it leads no group
    }
    await exited;
  }
}
