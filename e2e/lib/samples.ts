import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** A fenced block of a document. */
export interface Sample {
  /** From the top of the repository. */
  file: string;
  /** The line of its opening fence. */
  line: number;
  /** The language that the fence names, or "". */
  lang: string;
  text: string;
}

/** documents are all that people read: README files and docs. */
export const documents = ["README.md", "CONTRIBUTING.md", "web/README.md", "sdk/node/README.md", "sdk/segment/README.md",
  ...readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md")).sort().map((name) => `docs/${name}`)];

/** samplesOf lists the fenced blocks of a document. */
export function samplesOf(file: string): Sample[] {
  const samples: Sample[] = [];
  let open: Sample | null = null;
  readFileSync(join(root, file), "utf8").split("\n").forEach((line, i) => {
    if (!line.startsWith("```")) return void (open && (open.text += line + "\n"));
    if (open) samples.push(open);
    open = open ? null : { file, line: i + 1, lang: line.slice(3).trim(), text: "" };
  });
  return samples;
}

/** sampleOf is the one block of a document that says something, with the server's origin in place of the documents' own. */
export function sampleOf(file: string, says: string, origin: string): string {
  const found = samplesOf(file).filter((sample) => sample.text.includes(says));
  if (found.length !== 1) throw new Error(`${found.length} samples of ${file} say ${says}`);
  return found[0].text.replaceAll("https://rupt.example.com", origin);
}
