<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * How far a plan is.
 */
final class Phase
{
    /** Taken over from the API, not begun. */
    public const ACCEPTED = 'accepted';
    public const PLAYING = 'playing';
    /** All steps are stored; the rules are on their way. */
    public const APPLYING = 'applying';
    /** In force, and to be confirmed. */
    public const WAITING = 'waiting';
    public const UNDOING = 'undoing';
    /** In force, and confirmed where it had to be. */
    public const DONE = 'done';
    /** Everything is as before. */
    public const UNDONE = 'undone';
    /** Nothing was begun. */
    public const REFUSED = 'refused';
    /** The way back did not work out: the record says what each object is. */
    public const STUCK = 'stuck';
    /** A person has dealt with that. */
    public const DISMISSED = 'dismissed';

    private const OVER = [self::DONE, self::UNDONE, self::REFUSED, self::DISMISSED];
    private const ALL = [
        self::ACCEPTED, self::PLAYING, self::APPLYING, self::WAITING, self::UNDOING, self::DONE, self::UNDONE, self::REFUSED,
        self::STUCK, self::DISMISSED,
    ];

    public static function isOver(string $phase): bool
    {
        return in_array($phase, self::OVER, true);
    }

    public static function isOne(string $phase): bool
    {
        return in_array($phase, self::ALL, true);
    }
}
