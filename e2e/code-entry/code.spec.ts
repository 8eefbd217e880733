import { arrive } from "../lib/arrive.ts";
import { wrong } from "../lib/challenge.ts";
import { expect, type Fixtures, test } from "../lib/fixtures.ts";

/** asked leads a second device to the code field of the hosted page, and returns what was sent. */
async function asked(fixtures: Fixtures, account: string) {
  const { page, challenge, id, visitor } = await arrive(fixtures, account);
  await challenge.mine();
  await challenge.button(/^Email /).click();
  await expect(challenge.code).toBeFocused();
  const { code } = await fixtures.server.code(id, "email");
  const tried: string[] = [];
  page.on("request", (r) => void (r.url().endsWith("/verify") && tried.push(r.postDataJSON().code)));
  return { page, challenge, code, tried, b: visitor };
}

const arabic = (code: string) => code.replace(/\d/g, (d) => String.fromCharCode(0x660 + Number(d)));

test("a wrong code is read out and the field keeps the focus; Arabic digits, pasted with words, are tried once", async ({ server, site, visitor, attachOptions }) => {
  const { page, challenge, code, tried, b } = await asked({ server, site, visitor, attachOptions }, "noor");
  await page.keyboard.type(wrong(code));
  await expect(page.getByRole("alert")).toHaveText("That code isn’t right. 4 tries left.");
  await expect(challenge.code).toBeFocused();
  await expect(challenge.code).toHaveValue("");
  await expect(challenge.code).toHaveAttribute("aria-invalid", "true");

  await page.keyboard.insertText(`رمزك هو ${arabic(code)}.`);
  await expect(challenge.button("Log out this device")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  expect(tried).toEqual([wrong(code), code]);
  expect(b.violations).toEqual([]);
});

test("the field is one field: caret, backspace and letters; a new language keeps what was typed", async ({ server, site, visitor, attachOptions }) => {
  const { page, challenge, code, tried } = await asked({ server, site, visitor, attachOptions }, "ruth");
  await page.keyboard.type("12x4");
  await expect(challenge.code).toHaveValue("124");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("a3");
  await expect(challenge.code).toHaveValue("1234");
  expect(await challenge.code.evaluate((e: HTMLInputElement) => e.selectionStart)).toBe(3);
  await page.keyboard.press("Backspace");
  await expect(challenge.code).toHaveValue("124");

  await page.locator("summary").click();
  await page.getByRole("button", { name: "العربية" }).click();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  const field = page.getByRole("textbox", { name: "رمز التحقق" });
  await expect(field).toHaveValue("124");
  expect(new URL(page.url()).searchParams.get("lang")).toBe("ar");
  await field.fill(code);
  await expect(page.getByRole("button", { name: "تسجيل خروج هذا الجهاز" })).toBeVisible();
  expect(tried).toEqual([code]);
});

test("the countdown runs, and takes the focus from nobody", async ({ server, site, visitor, attachOptions }) => {
  const { page, challenge } = await asked({ server, site, visitor, attachOptions }, "ines");
  const wait = page.getByText(/^Available in \d+ seconds?$/);
  const before = await wait.textContent();
  await page.keyboard.press("Tab");
  await expect(challenge.button("Continue")).toBeFocused();
  await expect(wait).not.toHaveText(before!);
  await expect(challenge.button("Continue")).toBeFocused();
  await expect(challenge.button("Send a new code")).toHaveAttribute("aria-disabled", "true");
});
