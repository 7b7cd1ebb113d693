<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use DateTimeImmutable;
use DateTimeZone;
use Exception;

/**
 * Times that Core stores without a zone: its own local time.
 */
final class LocalTime
{
    private const SHAPE = '/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d$/D';

    /**
     * ISO 8601 with offset; null: no such moment, or the zone is not known.
     */
    public static function iso(string $text, string $zone): ?string
    {
        if (preg_match(self::SHAPE, $text) !== 1) {
            return null;
        }
        try {
            $moment = new DateTimeImmutable($text, new DateTimeZone($zone));
        } catch (Exception $noSuch) {
            return null;
        }
        return strncmp($moment->format('Y-m-d'), $text, 10) === 0 ? $moment->format(DATE_ATOM) : null;
    }
}
