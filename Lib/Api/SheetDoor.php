<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Plan\Surroundings;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rotations;
use Modules\ModuleSecurityChecklist\Lib\Store\RotationNotes;

/**
 * Who is shown new secrets: the person who had them made, over an encrypted connection; from a private network without one, if
 * they type that they want it. Behind a proxy, a router or a bridge nobody can tell where the person is.
 *
 * @phpstan-import-type Rotation from Rotations
 */
final class SheetDoor
{
    public const OPEN = 'open';
    public const CONSENT = 'consent';
    public const PLAIN_HTTP = 'plain-http';
    public const OTHER_PERSON = 'other-person';
    public const CLOSED = 'closed';
    /** What is typed. */
    public const WORDS = 'PLAIN HTTP';

    private Surroundings $surroundings;
    private RotationNotes $notes;

    public function __construct(Surroundings $surroundings, RotationNotes $notes)
    {
        $this->surroundings = $surroundings;
        $this->notes = $notes;
    }

    /**
     * @param Rotation $rotation
     *
     * @return self::*
     *
     * @throws CannotStore
     */
    public function state(array $rotation, Caller $caller): string
    {
        if ($rotation['sheetClosed'] || $this->notes->isSheetClosed($rotation['plan'])) {
            return self::CLOSED;
        }
        if (!$caller->isPerson() || $caller->name() !== $rotation['person']) {
            return self::OTHER_PERSON;
        }
        if ($caller->isEncrypted()) {
            return self::OPEN;
        }
        return $this->isNear($caller) ? self::CONSENT : self::PLAIN_HTTP;
    }

    /**
     * @param Rotation $rotation
     *
     * @throws CannotStore
     * @throws Refused
     */
    public function mustLetIn(array $rotation, Caller $caller, string $consent): void
    {
        switch ($this->state($rotation, $caller)) {
            case self::OPEN:
                return;
            case self::CONSENT:
                if ($consent === self::WORDS) {
                    return;
                }
                throw Refused::consentMissing();
            case self::PLAIN_HTTP:
                throw Refused::plainHttp();
            case self::OTHER_PERSON:
                throw new PlanRefused(PlanRefused::OTHER_PERSON);
            case self::CLOSED:
                throw Refused::sheetClosed();
        }
    }

    private function isNear(Caller $caller): bool
    {
        $address = $caller->address();
        $isPrivate = filter_var($address, FILTER_VALIDATE_IP) !== false
            && filter_var($address, FILTER_VALIDATE_IP, FILTER_FLAG_NO_PRIV_RANGE) === false;
        return $isPrivate && !$caller->asked()->arrival()->isForwarded() && $this->surroundings->tellsPeopleApart()
            && !$this->surroundings->isRouter($address);
    }
}
