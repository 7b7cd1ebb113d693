<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use stdClass;

/**
 * JSON as it goes over the wire.
 */
final class Json
{
    /** Deeper than any body of the contract. */
    private const DEPTH = 16;
    private const FLAGS = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE
        | JSON_THROW_ON_ERROR;

    /**
     * @param mixed $data
     */
    public static function text($data): string
    {
        return json_encode($data, self::FLAGS);
    }

    /**
     * Of a key that comes twice, the last one counts.
     *
     * @throws Refused when it is anything but one well-formed object
     */
    public static function object(string $text): stdClass
    {
        $data = json_decode($text, false, self::DEPTH);
        if (!$data instanceof stdClass) {
            throw Refused::malformed();
        }
        return $data;
    }
}
