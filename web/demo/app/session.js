// Who is signed in at Nightjar. A real service has a session cookie; a demo has localStorage.

const KEY = "nightjar.session";

/** The person that the sign-in form starts with. The phone number is a reserved example. */
export const someone = { account: "nina", email: "nina@example.com", phone: "+12015550123" };

/** session returns the signed-in user, or null. */
export const session = () => JSON.parse(localStorage.getItem(KEY) ?? "null");

/** signIn keeps who it is. */
export const signIn = (user) => localStorage.setItem(KEY, JSON.stringify(user));

/** signOut forgets that. */
export const signOut = () => localStorage.removeItem(KEY);

/** requireSession returns the signed-in user, or leaves for the sign-in page. */
export function requireSession() {
  const user = session();
  if (!user) location.replace("/signin.html");
  return user;
}
