const RuptCore = require("@ruptjs/core");
const history = await axios.get("https://api.rupt.dev/v2/proj/access-history?user=1");
app.post("/webhooks/rupt", (request, response) => {});
