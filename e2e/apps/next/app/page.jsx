import Account from "./account";

export default async function Page({ searchParams }) {
  const { attach } = await searchParams;
  return <Account options={JSON.parse(attach)} />;
}
