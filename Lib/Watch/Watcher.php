<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Watch;

use DateTimeImmutable;
use Exception;
use Modules\ModuleSecurityChecklist\Lib\Facts\Patch\Markers;
use Modules\ModuleSecurityChecklist\Lib\Facts\Reading;
use Modules\ModuleSecurityChecklist\Lib\Patch\Lost;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;

/**
 * Once a day: what is different from when the checklist was last judged. Compares digests and dates; whether a change
 * is good or bad is judged where the checks are.
 */
final class Watcher
{
    /** Parts that people change. What changes by itself (clock, phones, addresses by DHCP) is no news. */
    private const WATCHED = [
        'ports', 'firewall', 'extraRules', 'fail2ban', 'providers', 'outboundRoutes', 'accounts', 'sip', 'secrets',
        'webLogin', 'ssh', 'ami', 'ari', 'apiKeys', 'modules',
    ];
    private const STATE = 'watch';

    private Kept $kept;
    private Clock $clock;
    /** @var array<string, mixed> what was seen last */
    private array $seen = [];

    public function __construct(Kept $kept, Clock $clock)
    {
        $this->kept = $kept;
        $this->clock = $clock;
    }

    /**
     * What was not told before.
     *
     * @param array<string, string> $judged digests by part, as the checklist was last judged from them; [] never
     *
     * @return list<Notice>
     *
     * @throws CannotStore
     */
    public function look(Reading $reading, array $judged): array
    {
        $before = $this->kept->get(self::STATE) ?? [];
        $patch = $this->patchState($reading) ?? $before['patch'] ?? null;
        $lostRun = $this->lostRun($reading);
        $isLost = ($patch === Markers::UNPATCHED && ($before['patch'] ?? null) === Markers::FIXED)
            || ($lostRun !== null && $lostRun !== ($before['lostRun'] ?? null));
        $changed = $this->changed($reading, $judged);
        $expired = $this->expired($reading);
        $this->seen = ['patch' => $patch, 'lostRun' => $lostRun ?? $before['lostRun'] ?? null, 'changed' => $changed, 'expired' => $expired];
        $notices = $isLost ? [Notice::patchLost()] : [];
        if ($changed !== [] && $changed !== ($before['changed'] ?? [])) {
            $notices[] = Notice::changed(array_keys($changed));
        }
        if ($expired !== [] && array_diff($expired, self::texts($before['expired'] ?? [])) !== []) {
            $notices[] = Notice::expired(count($expired));
        }
        if ($notices === []) {
            $this->told();
        }
        return $notices;
    }

    /**
     * Somebody heard of what was seen last: it is not told again.
     *
     * @throws CannotStore
     */
    public function told(): void
    {
        $this->kept->put(self::STATE, $this->seen);
    }

    /**
     * @param array<string, string> $judged
     *
     * @return array<string, string> digests of now, by part; one that cannot be read now says nothing
     */
    private function changed(Reading $reading, array $judged): array
    {
        $changed = [];
        $digests = $reading->digests();
        foreach (self::WATCHED as $part) {
            if (isset($judged[$part], $digests[$part]) && $judged[$part] !== $digests[$part]) {
                $changed[$part] = $digests[$part];
            }
        }
        return $changed;
    }

    private function patchState(Reading $reading): ?string
    {
        $markers = $reading->data('patch')['markers'] ?? null;
        return Lost::state(is_array($markers) ? $markers : []);
    }

    /**
     * When the fix was run that is gone; null: none is. One that went with the next start of the machine was never seen in
     * force here.
     */
    private function lostRun(Reading $reading): ?string
    {
        $patch = $reading->data('patch');
        $run = $patch['run'] ?? null;
        $markers = $patch['markers'] ?? null;
        if (!is_array($run) || !is_array($markers)) {
            return null;
        }
        [$act, $at] = self::texts([$run['act'] ?? '', $run['at'] ?? '']);
        return Lost::since(['act' => $act, 'at' => $at, 'fixed' => self::texts($run['fixed'] ?? [])], $markers);
    }

    /**
     * @return list<string> item and subject of each confirmation whose time is over
     */
    private function expired(Reading $reading): array
    {
        $now = $this->clock->now();
        $expired = [];
        foreach ($reading->data('attestations') ?? [] as $attestation) {
            if (!is_array($attestation)) {
                continue;
            }
            [$item, $subject, $end] = self::texts([
                $attestation['item'] ?? '', $attestation['subject'] ?? '', $attestation['expiresAt'] ?? '',
            ]);
            if (self::isOver($end, $now)) {
                $expired[] = "$item $subject";
            }
        }
        return $expired;
    }

    private static function isOver(string $end, DateTimeImmutable $now): bool
    {
        try {
            return $end !== '' && new DateTimeImmutable($end) <= $now;
        } catch (Exception $unreadable) {
            return false;
        }
    }

    /**
     * @param mixed $values
     *
     * @return list<string>
     */
    private static function texts($values): array
    {
        $texts = [];
        foreach (is_array($values) ? $values : [] as $value) {
            $texts[] = is_string($value) ? $value : '';
        }
        return $texts;
    }
}
