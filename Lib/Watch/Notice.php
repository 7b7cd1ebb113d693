<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Watch;

/**
 * One thing that the administrator should hear about. Says what kind of thing, never whose.
 */
final class Notice
{
    public const CHANGED = 'changed';
    public const PATCH_LOST = 'patch-lost';
    public const EXPIRED = 'expired';

    /** @var self::* */
    private string $kind;
    /** @var list<string> */
    private array $parts;
    private int $count;

    /**
     * @phpstan-param self::* $kind
     * @param list<string>    $parts of the facts, where it is about some
     */
    private function __construct(string $kind, array $parts, int $count)
    {
        $this->kind = $kind;
        $this->parts = $parts;
        $this->count = $count;
    }

    /**
     * @param list<string> $parts
     */
    public static function changed(array $parts): self
    {
        return new self(self::CHANGED, $parts, count($parts));
    }

    public static function patchLost(): self
    {
        return new self(self::PATCH_LOST, [], 1);
    }

    public static function expired(int $count): self
    {
        return new self(self::EXPIRED, [], $count);
    }

    /**
     * @return self::*
     */
    public function kind(): string
    {
        return $this->kind;
    }

    /**
     * @return list<string>
     */
    public function parts(): array
    {
        return $this->parts;
    }

    public function count(): int
    {
        return $this->count;
    }
}
