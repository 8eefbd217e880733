/** options are what the test passes to attach, in the address of the page. */
export const options = () => JSON.parse(new URLSearchParams(location.search).get("attach"));
