<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;

/**
 * Looks what a person changes by hand while a plan watches. Each change asks for a newer proof: a connection, or a sign-in, of
 * before it came into force says nothing. Until then there is no reference, and nothing is confirmed.
 */
final class EditsWatch
{
    private const SECONDS_BETWEEN_LOOKS = 2.0;

    private PlayerNeeds $needs;
    private ?float $lookedAt = null;
    /** Since when nothing was changed, as far as was seen. */
    private ?float $since = null;

    public function __construct(PlayerNeeds $needs)
    {
        $this->needs = $needs;
    }

    /**
     * @param bool $isAsked at once, whenever it was looked last
     *
     * @return bool whether there is news to be shown
     */
    public function look(Record $record, bool $isAsked = false): bool
    {
        try {
            $time = $this->needs->pace->uptime();
            if (!$isAsked && $this->lookedAt !== null && $time - $this->lookedAt < self::SECONDS_BETWEEN_LOOKS) {
                return false;
            }
            $this->lookedAt = $time;
            $this->since ??= $time;
            $now = $this->needs->reader->read();
            if (Edits::notice($record, $now)) {
                $this->since = $time;
                $record->reference = null;
                $record->closed = Closed::between(Edits::undone($record, $now), $now);
                $record->connected = null;
                $this->save($record);
                return true;
            }
            return $this->isProofDue($record, $now, $time - $this->since) && $this->renewProof($record);
        } catch (CannotRead $hidden) {
            // What nobody sees may have been changed.
            $wasKnown = $record->reference !== null;
            $record->reference = null;
            $this->since = null;
            return $wasKnown;
        }
    }

    /**
     * @throws CannotRead
     */
    private function isProofDue(Record $record, Config $now, float $quiet): bool
    {
        $reference = $record->reference;
        if ($reference !== null && $reference->epoch() === $this->needs->connections->epoch()) {
            return false;
        }
        return $quiet >= Enforcement::SECONDS_UNTIL_NOTHING_IS_DUE && $this->needs->enforcement->isInForce($now);
    }

    /**
     * @throws CannotRead
     */
    private function renewProof(Record $record): bool
    {
        $this->needs->pace->sleep(Player::SECONDS_BEFORE_REFERENCE);
        $record->reference = $this->needs->connections->now();
        $record->signInAfter = $record->proof === Proof::SIGN_IN ? $this->needs->clock->now()->getTimestamp() : null;
        $this->save($record);
        return true;
    }

    /**
     * Where it cannot be written, whoever comes next sees the change as a new one.
     */
    private function save(Record $record): void
    {
        try {
            $this->needs->records->save($record);
        } catch (CannotStore $full) {
            $this->needs->log->trouble("plan $record->id: " . $full->getMessage());
        }
    }
}
