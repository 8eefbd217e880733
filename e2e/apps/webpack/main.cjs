const Rupt = require("openrupt"); // webpack takes the form for import, and its modules along, all the same
const { show } = require("../common/show.js");

show(Rupt);
