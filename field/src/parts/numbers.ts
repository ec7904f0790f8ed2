/** Numbers as people of either language write them. */
import { app } from "../shell/app";

export const count = (number: number) => new Intl.NumberFormat(app.language, { maximumFractionDigits: 1 }).format(number);
