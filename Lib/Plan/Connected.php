<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * Who is still connected over what a plan closed, or that it could not be read: which is not nobody.
 *
 * @phpstan-import-type Peer from Closed
 */
final class Connected
{
    public const KNOWN = 'known';
    public const UNKNOWN = 'unknown';
    private const MOST = 100;

    /** @var list<Peer>|null */
    private ?array $peers;

    /**
     * @param list<Peer>|null $peers
     */
    private function __construct(?array $peers)
    {
        $this->peers = $peers;
    }

    /**
     * @param list<Peer> $peers
     */
    public static function known(array $peers): self
    {
        return new self($peers);
    }

    public static function unknown(): self
    {
        return new self(null);
    }

    /**
     * For the page: so many, and how many more.
     *
     * @return array<string, mixed>
     */
    public function shown(): array
    {
        return $this->peers === null ? ['state' => self::UNKNOWN] : [
            'state' => self::KNOWN,
            'peers' => array_slice($this->peers, 0, self::MOST),
            'more' => max(0, count($this->peers) - self::MOST),
        ];
    }

    /**
     * For the journal, which names nobody: how many.
     *
     * @return int|string
     */
    public function counted()
    {
        return $this->peers === null ? self::UNKNOWN : count($this->peers);
    }
}
