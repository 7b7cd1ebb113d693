<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;

/**
 * A rule of the firewall: by its id, or by the step that makes it.
 */
final class RuleId
{
    private const LARGEST = 2147483647;
    private const FROM = '/\Astep([1-9][0-9]{0,3})\.id\z/';

    private ?int $id;
    private int $place;

    private function __construct(?int $id, int $place)
    {
        $this->id = $id;
        $this->place = $place;
    }

    public static function known(int $id): self
    {
        return new self($id, 0);
    }

    public static function madeBy(int $place): self
    {
        return new self(null, $place);
    }

    /**
     * A number, or `{"$from":"step1.id"}`.
     */
    public static function read(Fields $fields, string $name): self
    {
        $from = $fields->childOrNull($name, ['$from']);
        if ($from === null) {
            return self::known($fields->number($name, 1, self::LARGEST));
        }
        preg_match(self::FROM, $from->text('$from', self::FROM), $found);
        return self::madeBy((int) ($found[1] ?? 0));
    }

    /**
     * Place of the step that makes it; null: it is there already.
     */
    public function place(): ?int
    {
        return $this->id === null ? $this->place : null;
    }

    /**
     * null: not made, or not yet.
     */
    public function find(Made $made): ?int
    {
        return $this->id ?? $made->find($this->place);
    }

    public function text(): string
    {
        return $this->id === null ? "step$this->place" : (string) $this->id;
    }

    /**
     * As plans write it.
     *
     * @return int|array<string, string>
     */
    public function written()
    {
        return $this->id ?? ['$from' => "step$this->place.id"];
    }
}
