<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * Number of a connection to the web server. Numbers grow for as long as its main process lives; those of another one do
 * not compare.
 */
final class Connection
{
    private const EPOCH = '/\A[\w ]{1,40}\z/';

    private string $epoch;
    private int $number;

    /**
     * @param string $epoch the main process: its id and when it started
     */
    public function __construct(string $epoch, int $number)
    {
        $this->epoch = $epoch;
        $this->number = $number;
    }

    public function epoch(): string
    {
        return $this->epoch;
    }

    public function number(): int
    {
        return $this->number;
    }

    public function isOfSameServer(self $other): bool
    {
        return $this->epoch === $other->epoch;
    }

    /**
     * As one text.
     */
    public function text(): string
    {
        return "$this->number of $this->epoch";
    }

    /**
     * null: it is none.
     */
    public static function fromText(string $text): ?self
    {
        return preg_match('/\A(\d{1,18}) of (\S.{0,39})\z/', $text, $found) === 1
            ? new self($found[2], (int) $found[1])
            : null;
    }

    /**
     * null: it is none.
     *
     * @param array<mixed> $written
     */
    public static function read(array $written): ?self
    {
        $epoch = $written['epoch'] ?? null;
        $number = $written['number'] ?? null;
        return is_string($epoch) && preg_match(self::EPOCH, $epoch) === 1 && is_int($number)
            ? new self($epoch, $number)
            : null;
    }

    /**
     * Opened after the other one.
     */
    public function isNewerThan(self $other): bool
    {
        return $this->isOfSameServer($other) && $this->number > $other->number;
    }
}
