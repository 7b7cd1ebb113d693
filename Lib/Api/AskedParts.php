<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Modules\ModuleSecurityChecklist\Lib\Facts\FactsReader;

/**
 * The names in `?parts=a,b`.
 */
final class AskedParts
{
    /**
     * @return list<string>|null null: none were named
     *
     * @throws Refused when one of them is no part
     */
    public static function of(Request $request, FactsReader $reader): ?array
    {
        $asked = $request->query('parts');
        $names = $asked === null ? null : explode(',', $asked);
        if ($names !== null && array_diff($names, $reader->names()) !== []) {
            throw Refused::invalid('parts');
        }
        return $names;
    }
}
