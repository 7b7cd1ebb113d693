<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use RuntimeException;

/**
 * A plan, or what a person wants of it, is turned down: one code each (docs/player.md). Holds no value of the request.
 */
final class PlanRefused extends RuntimeException
{
    public const STALE = 'stale-plan';
    /** On a test build between the releases that are known nothing is changed. */
    public const CHECKS_ONLY = 'checks-only';
    public const OTHER_ASKER = 'other-asker';
    public const UNDO_DIFFERS = 'undo-differs';
    public const PARTS_MISSING = 'parts-missing';
    public const BOXES_MISSING = 'boxes-missing';
    public const NO_SUCH_RULE = 'no-such-rule';
    public const NO_SUCH_SETTING = 'no-such-setting';
    /** Nobody has this number or id, or two have it. */
    public const NO_SUCH_OWNER = 'no-such-owner';
    /** Manual attributes set another secret: a new one would change nothing. */
    public const OVERRIDDEN = 'secret-overridden';
    /** A plan sets a password, and none came with it, or none that root can open; or a confirmation without one. */
    public const NO_PASSWORD = 'no-password';
    public const WEAK_PASSWORD = 'weak-password';
    /** Not the one that the plan has set. */
    public const WRONG_PASSWORD = 'wrong-password';
    /** No key that is on the PBX was used to sign in within the last hour. */
    public const NO_KEY = 'no-key';
    public const LOCKED_OUT = 'locked-out';
    public const CONFIRM_MISSING = 'confirm-missing';
    public const NO_PROOF = 'no-proof';
    public const BEHIND_PROXY = 'behind-proxy';
    public const CONTAINER = 'container';
    public const NONCE = 'bad-nonce';
    public const RUNNING = 'plan-running';
    public const NO_PLAN = 'no-such-plan';
    public const NOT_WAITING = 'not-waiting';
    public const OTHER_PERSON = 'other-person';
    public const OTHER_ADDRESS = 'other-address';
    public const TOO_LATE = 'too-late';
    public const SAME_CONNECTION = 'same-connection';
    public const OLD_SIGN_IN = 'old-sign-in';
    public const NOT_YET = 'not-yet';
    public const CONFLICT = 'conflict';
    /** One is waiting for its time already. */
    public const ANOTHER_LATER = 'another-later';
    /** The calendar or the time zone of the PBX is not what it was. */
    public const OTHER_CLOCK = 'other-clock';
    public const ALL = [
        self::STALE, self::CHECKS_ONLY, self::OTHER_ASKER, self::UNDO_DIFFERS, self::PARTS_MISSING, self::BOXES_MISSING, self::NO_SUCH_RULE,
        self::NO_SUCH_SETTING, self::NO_SUCH_OWNER, self::OVERRIDDEN, self::NO_PASSWORD, self::WEAK_PASSWORD, self::WRONG_PASSWORD,
        self::NO_KEY, self::LOCKED_OUT, self::CONFIRM_MISSING, self::NO_PROOF, self::BEHIND_PROXY,
        self::CONTAINER, self::NONCE, self::RUNNING, self::NO_PLAN, self::NOT_WAITING, self::OTHER_PERSON,
        self::OTHER_ADDRESS, self::TOO_LATE, self::SAME_CONNECTION, self::OLD_SIGN_IN, self::NOT_YET, self::CONFLICT,
        self::ANOTHER_LATER, self::OTHER_CLOCK,
    ];

    /** @var list<string> */
    private array $objects;

    /**
     * @phpstan-param value-of<self::ALL> $code
     * @param list<string>    $objects keys of the objects that it is about
     */
    public function __construct(string $code, array $objects = [])
    {
        parent::__construct($code);
        $this->objects = $objects;
    }

    public function reason(): string
    {
        return $this->getMessage();
    }

    /**
     * @return list<string>
     */
    public function objects(): array
    {
        return $this->objects;
    }
}
