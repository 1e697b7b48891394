// What a reader asks for with a press, in a file of its own that is fetched then: attribute `data-ask` names it.
import { greet, over } from "./account.js";
import { preview } from "./preview.js";
import { report } from "./report.js";
import { signIn } from "./sign_in.js";

export const asked = { greet, over, preview, report, signIn };
