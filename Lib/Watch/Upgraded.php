<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Watch;

use Modules\ModuleSecurityChecklist\Lib\Plan\ConfigReader;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Lib\Store\LastJudged;

/**
 * Which release the checklist was last judged on, and how it stood before the last change of it: what an upgrade did is told
 * afterwards, by whoever judges.
 */
final class Upgraded
{
    private const NAME = 'upgraded';

    private Kept $kept;
    private LastJudged $lastJudged;
    private ConfigReader $core;

    public function __construct(Kept $kept, LastJudged $lastJudged, ConfigReader $core)
    {
        $this->kept = $kept;
        $this->lastJudged = $lastJudged;
        $this->core = $core;
    }

    /**
     * null: another release was never seen. `at` null: nobody looked since it is this one.
     *
     * @return array<mixed>|null
     *
     * @throws CannotStore
     */
    public function since(): ?array
    {
        [$release, $known] = [$this->release(), $this->kept->get(self::NAME) ?? []];
        $was = $known['release'] ?? '';
        if ($release === '' || $was === '' || $was === $release) {
            $upgraded = $known['upgraded'] ?? null;
            return is_array($upgraded) ? $upgraded : null;
        }
        return $this->before($was, null);
    }

    /**
     * Another result is about to take the place of the last one.
     *
     * @throws CannotStore
     */
    public function judged(string $at): void
    {
        [$release, $known] = [$this->release(), $this->kept->get(self::NAME) ?? []];
        $was = $known['release'] ?? '';
        if ($release === '' || $was === $release) {
            return;
        }
        $upgraded = $was === '' ? null : $this->before($was, $at);
        $this->kept->put(self::NAME, ['release' => $release, 'upgraded' => $upgraded]);
    }

    /**
     * @param mixed $was
     *
     * @return array<string, mixed>|null
     *
     * @throws CannotStore
     */
    private function before($was, ?string $at): ?array
    {
        $checks = [];
        $judged = $this->lastJudged->get()['checks'] ?? null;
        foreach (is_array($judged) ? $judged : [] as $check) {
            if (is_array($check)) {
                $checks[] = ['check' => $check['check'] ?? '', 'verdict' => $check['verdict'] ?? ''];
            }
        }
        return is_string($was) ? ['from' => $was, 'at' => $at, 'checks' => $checks] : null;
    }

    /**
     * '': it cannot be read now, and nothing is concluded.
     */
    private function release(): string
    {
        try {
            return $this->core->release();
        } catch (CannotRead $unread) {
            return '';
        }
    }
}
