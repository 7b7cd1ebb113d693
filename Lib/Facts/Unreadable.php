<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * A value inside a known part that could not be read (UnknownSchema of the contract).
 */
final class Unreadable
{
    /**
     * @return array{unknown: string, detail?: string}
     */
    public static function value(CannotRead $broken): array
    {
        $detail = $broken->getMessage();
        return ['unknown' => $broken->reason()] + ($detail === '' ? [] : ['detail' => $detail]);
    }
}
