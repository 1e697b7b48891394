// What a reader asks for with a press, in a file of its own that is fetched then: attribute `data-ask` names it.
import { preview } from "./preview.js";
import { report } from "./report.js";

export const asked = { preview, report };
