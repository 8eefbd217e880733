const Rupt = require("openrupt"); // webpack takes the form for import, and its modules along, all the same
const { show } = require("../shared/show.js");

show(Rupt);
