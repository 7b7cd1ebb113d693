<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Patch;

/**
 * One sign of the fix: where it shows, and what a hole looks like there.
 */
final class Marker
{
    private string $id;
    /** @var list<list<string>> */
    private array $places;
    /** @var callable(string): bool */
    private $isOpen;

    /**
     * @param string                 $id     A to G
     * @param list<list<string>>     $places each of them is looked at; of its files, in which releases kept the same
     *                                       thing, the first that is there
     * @param callable(string): bool $isOpen whether this text has the hole
     */
    public function __construct(string $id, array $places, callable $isOpen)
    {
        $this->id = $id;
        $this->places = $places;
        $this->isOpen = $isOpen;
    }

    public function id(): string
    {
        return $this->id;
    }

    /**
     * @return list<list<string>>
     */
    public function places(): array
    {
        return $this->places;
    }

    public function isOpenIn(string $text): bool
    {
        return ($this->isOpen)($text);
    }
}
