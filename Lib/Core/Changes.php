<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Adapters\SystemClock;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Lib\Watch\Stale;
use Modules\ModuleSecurityChecklist\Lib\Watch\Touched;

/**
 * What Core tells after each change of its data. Runs in the process that reloads the whole PBX: short, and silent.
 */
final class Changes
{
    /**
     * @param mixed $data `model` a class, `recordId` its key, `changedFields` its columns
     */
    public static function note($data): void
    {
        $model = is_array($data) ? $data['model'] ?? '' : '';
        $recordId = is_array($data) ? $data['recordId'] ?? '' : '';
        $parts = Touched::by(
            is_string($model) ? $model : '',
            is_scalar($recordId) ? (string) $recordId : '',
            is_array($data) ? $data['changedFields'] ?? null : null
        );
        if ($parts === []) {
            return;
        }
        try {
            (new Stale(new Kept(new PdoStorage(Places::database(), 0)), new SystemClock()))->mark($parts);
        } catch (CannotStore $missed) {
            // A hint that is lost costs nothing: digests are compared every day.
            return;
        }
    }
}
