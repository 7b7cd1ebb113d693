<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Watch;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Store\LastJudged;

/**
 * What a page last showed, who looked, and what was changed since.
 */
final class JudgedSince
{
    private LastJudged $lastJudged;
    private Stale $stale;

    public function __construct(LastJudged $lastJudged, Stale $stale)
    {
        $this->lastJudged = $lastJudged;
        $this->stale = $stale;
    }

    /**
     * null: nothing was judged yet.
     *
     * @return array<mixed>|null
     *
     * @throws CannotStore
     */
    public function get(): ?array
    {
        $judged = $this->lastJudged->get();
        return $judged === null ? null : $judged + ['stale' => (object) $this->stale->since()];
    }
}
