import { itPassesUnder } from '../support/php-units.ts';

itPassesUnder('7.4');
