/** Icons of Tabler that the app draws, taken into the script so that none is fetched. */
import alertTriangle from "@tabler/icons/outline/alert-triangle.svg?raw";
import arrowLeft from "@tabler/icons/outline/arrow-left.svg?raw";
import ban from "@tabler/icons/outline/ban.svg?raw";
import check from "@tabler/icons/outline/check.svg?raw";
import chevronRight from "@tabler/icons/outline/chevron-right.svg?raw";
import circleCheck from "@tabler/icons/outline/circle-check.svg?raw";
import clock from "@tabler/icons/outline/clock.svg?raw";
import currentLocation from "@tabler/icons/outline/current-location.svg?raw";
import filePlus from "@tabler/icons/outline/file-plus.svg?raw";
import gitCompare from "@tabler/icons/outline/git-compare.svg?raw";
import homePlus from "@tabler/icons/outline/home-plus.svg?raw";
import hourglass from "@tabler/icons/outline/hourglass.svg?raw";
import listCheck from "@tabler/icons/outline/list-check.svg?raw";
import lock from "@tabler/icons/outline/lock.svg?raw";
import logout from "@tabler/icons/outline/logout.svg?raw";
import map2 from "@tabler/icons/outline/map-2.svg?raw";
import mapPin from "@tabler/icons/outline/map-pin.svg?raw";
import maximize from "@tabler/icons/outline/maximize.svg?raw";
import minus from "@tabler/icons/outline/minus.svg?raw";
import pencil from "@tabler/icons/outline/pencil.svg?raw";
import plus from "@tabler/icons/outline/plus.svg?raw";
import refresh from "@tabler/icons/outline/refresh.svg?raw";
import scale from "@tabler/icons/outline/scale.svg?raw";
import search from "@tabler/icons/outline/search.svg?raw";
import send from "@tabler/icons/outline/send.svg?raw";
import settings from "@tabler/icons/outline/settings.svg?raw";
import trash from "@tabler/icons/outline/trash.svg?raw";

export const ICONS = {
  alertTriangle,
  arrowLeft,
  ban,
  check,
  chevronRight,
  circleCheck,
  clock,
  currentLocation,
  filePlus,
  gitCompare,
  homePlus,
  hourglass,
  listCheck,
  lock,
  logout,
  map2,
  mapPin,
  maximize,
  minus,
  pencil,
  plus,
  refresh,
  scale,
  search,
  send,
  settings,
  trash,
};

export type IconName = keyof typeof ICONS;
