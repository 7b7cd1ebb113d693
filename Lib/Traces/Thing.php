<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Traces;

/**
 * Something that is there: one of a kind by its id, with what would make it another one.
 */
final class Thing
{
    public const ROW = 'row';
    public const FILE = 'file';
    public const KERNEL = 'kernel';
    /** Of the database. */
    public const OUTSIDE = [self::FILE, self::KERNEL];
    private const LONGEST = 300;

    private string $id;
    private string $content;
    /** @var array<string, string> */
    private array $what;
    private ?int $since;
    private string $by;

    /**
     * @param string                $content what is compared; may hold secrets, and is kept as a keyed hash only
     * @param array<string, string> $what    for people, by name
     * @param int|null              $since   when it came, seconds since 1970; null: nothing of it says so
     * @param string                $by      what says so; '' nothing does
     */
    public function __construct(string $id, string $content, array $what, ?int $since = null, string $by = '')
    {
        $this->id = $id;
        $this->content = $content;
        $this->what = array_map([self::class, 'short'], $what);
        $this->since = $since;
        $this->by = $by;
    }

    public function id(): string
    {
        return $this->id;
    }

    public function content(): string
    {
        return $this->content;
    }

    /**
     * @return array<string, string>
     */
    public function what(): array
    {
        return $this->what;
    }

    public function since(): ?int
    {
        return $this->since;
    }

    public function by(): string
    {
        return $this->by;
    }

    private static function short(string $text): string
    {
        return strlen($text) > self::LONGEST ? substr($text, 0, self::LONGEST) . '…' : $text;
    }
}
