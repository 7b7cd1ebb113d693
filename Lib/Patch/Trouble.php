<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Patch;

use RuntimeException;

/**
 * Why a script could not be had, or could not be run: one code each (docs/patch.md).
 */
final class Trouble extends RuntimeException
{
    /** No address that is asked: https, without a name and password in it. */
    public const ADDRESS = 'address';
    public const NO_CONNECTION = 'no-connection';
    public const CERTIFICATE = 'certificate';
    public const TIMEOUT = 'timeout';
    /** It ended in the middle. */
    public const CUT_OFF = 'cut-off';
    public const NOT_FOUND = 'not-found';
    /** The server says something else; its status is the detail. */
    public const STATUS = 'status';
    /** To another host, which is the detail. */
    public const REDIRECTED = 'redirected';
    public const LOOP = 'redirect-loop';
    public const EMPTY = 'empty';
    public const TOO_LARGE = 'too-large';
    public const PAGE = 'web-page';
    /** Packed, binary, or with characters that nobody sees. */
    public const NOT_TEXT = 'not-text';
    public const NOT_SHELL = 'not-a-shell-script';
    /** A shell cannot read it to its end. */
    public const BROKEN = 'broken-script';
    /** Not the one that was looked at. */
    public const OTHER_SCRIPT = 'other-script';
    public const OTHER_RELEASE = 'other-release';
    public const CONTAINER = 'container';
    public const PLAN_RUNNING = 'plan-running';
    /** Nobody was there to do it in time. */
    public const TOO_LATE = 'too-late';
    /** What has to be kept cannot be written. */
    public const DISK = 'disk';
    public const FAILED = 'failed';
    public const ALL = [
        self::ADDRESS, self::NO_CONNECTION, self::CERTIFICATE, self::TIMEOUT, self::CUT_OFF, self::NOT_FOUND, self::STATUS,
        self::REDIRECTED, self::LOOP, self::EMPTY, self::TOO_LARGE, self::PAGE, self::NOT_TEXT, self::NOT_SHELL, self::BROKEN,
        self::OTHER_SCRIPT, self::OTHER_RELEASE, self::CONTAINER, self::PLAN_RUNNING, self::TOO_LATE, self::DISK, self::FAILED,
    ];

    private string $detail;

    /**
     * @phpstan-param value-of<self::ALL> $code
     */
    public function __construct(string $code, string $detail = '')
    {
        parent::__construct($code);
        $this->detail = $detail;
    }

    public function reason(): string
    {
        return $this->getMessage();
    }

    public function detail(): string
    {
        return $this->detail;
    }
}
