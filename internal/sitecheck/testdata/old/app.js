import Rupt, { attach } from 'rupt';

Rupt.attach({
  client_id: "CLIENT_ID", // public
  account: user.id,
  redirect_url: { logout_url: "/bye", other: 1 },
  "on_challenge": ({ challenge }) => seen(challenge, { whatever: true }),
  fingerprintjs,
  email,
});
