<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use Generator;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\EvidenceRecords;
use Modules\ModuleSecurityChecklist\Lib\Ports\LogRotation;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;

/**
 * Looks around while bytes go by: whether there is still room, whether somebody wants it no more; and tells how far it is.
 */
final class Watching
{
    private const BYTES_BETWEEN = 4194304;
    private const SECONDS_BETWEEN = 1.0;
    /** A marker of Core's that ends by itself, should this process end. */
    private const SECONDS_HELD = 900;
    private const SECONDS_BETWEEN_HOLDING = 300.0;

    private EvidenceRecords $records;
    private Reserve $reserve;
    private LogRotation $rotation;
    private Pace $pace;
    private EvidenceState $state;
    private int $bytes = 0;
    private float $lookedAt;
    private float $heldAt = -INF;
    private float $began;
    private int $secondsBefore;

    public function __construct(EvidenceRecords $records, Reserve $reserve, LogRotation $rotation, Pace $pace, EvidenceState $state)
    {
        $this->records = $records;
        $this->reserve = $reserve;
        $this->rotation = $rotation;
        $this->pace = $pace;
        $this->state = $state;
        $this->began = $this->uptime();
        $this->lookedAt = $this->began;
        $this->secondsBefore = $state->archive['seconds'] ?? 0;
    }

    /**
     * @param iterable<string> $pieces
     *
     * @return Generator<int, string>
     *
     * @throws Trouble
     * @throws Removed
     * @throws CannotStore
     */
    public function over(iterable $pieces): Generator
    {
        foreach ($pieces as $piece) {
            yield $piece;
            $this->passed(strlen($piece));
        }
    }

    /**
     * @throws Trouble
     * @throws Removed
     * @throws CannotStore
     */
    public function passed(int $bytes): void
    {
        $this->bytes += $bytes;
        if ($this->bytes >= self::BYTES_BETWEEN) {
            $this->bytes = 0;
            $this->state->tries = 0;
            $this->reserve->mustHold(1);
            $this->look();
        }
    }

    /**
     * @throws Removed
     * @throws CannotStore
     */
    public function look(): void
    {
        $now = $this->uptime();
        if ($now - $this->lookedAt < self::SECONDS_BETWEEN) {
            return;
        }
        $this->lookedAt = $now;
        if ($this->state->archive !== null) {
            $this->state->archive['seconds'] = $this->secondsBefore + (int) ($now - $this->began);
        }
        $this->records->save($this->state);
        $this->hold($now);
        if ($this->records->hasOrder()) {
            $order = $this->records->take();
            if ($order !== null && $order->kind === EvidenceOrder::REMOVE) {
                throw new Removed($order->id);
            }
        }
    }

    /**
     * @return bool false: it cannot be held
     */
    public function holdRotation(): bool
    {
        return $this->hold($this->uptime());
    }

    private function hold(float $now): bool
    {
        if ($this->state->phase !== EvidenceState::COLLECTING || $now - $this->heldAt < self::SECONDS_BETWEEN_HOLDING) {
            return true;
        }
        $this->heldAt = $now;
        return $this->rotation->hold(self::SECONDS_HELD);
    }

    private function uptime(): float
    {
        try {
            return $this->pace->uptime();
        } catch (CannotRead $hidden) {
            return 0.0;
        }
    }
}
