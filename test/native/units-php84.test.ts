import { itPassesUnder } from '../support/php-units.ts';

itPassesUnder('8.4');
