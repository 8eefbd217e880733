import { expect, type Locator, type Page } from "@playwright/test";

/** The challenge as a person uses it, on the hosted page or in the modal. Names are those that scripts of others rely on. */
export class Challenge {
  readonly #root: Page | Locator;

  constructor(root: Page | Locator) {
    this.#root = root;
  }

  button(name: string | RegExp): Locator {
    return this.#root.getByRole("button", { name });
  }

  get code(): Locator {
    return this.#root.getByRole("textbox", { name: "Verification code" });
  }

  async mine(): Promise<void> {
    await this.button("It's my account").click();
  }

  /** enter types a code; six digits are sent without pressing anything. */
  async enter(code: string): Promise<void> {
    await this.code.fill(code);
  }

  async logOutFirstDevice(): Promise<void> {
    await this.button(/^Log out this device/).first().click();
  }

  async says(text: string | RegExp): Promise<void> {
    await expect(this.#root.getByText(text).first()).toBeVisible();
  }
}

/** wrong returns a code that is not the right one. */
export const wrong = (code: string) => code.replace(/\d$/, (last) => String((Number(last) + 1) % 10));
