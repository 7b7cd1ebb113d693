<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Limits;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Limit;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;

/**
 * Adds an outgoing route that is like another one but for its numbers and its name. Under an id that the plan says, so that
 * whoever goes on after a power cut finds what was made.
 */
final class AddRoute implements ReadableStep
{
    use ReadBack;

    private const LARGEST = 2147483647;
    /** Core cuts out what looks like markup; what comes back has to be what was sent. */
    private const NAME = '/\A[^<>&"\'\p{Cc}]{1,100}\z/u';

    private int $id;
    private int $like;
    private string $name;
    private string $pattern;
    private int $rest;

    private function __construct(int $id, int $like, string $name, string $pattern, int $rest)
    {
        $this->id = $id;
        $this->like = $like;
        $this->name = $name;
        $this->pattern = $pattern;
        $this->rest = $rest;
    }

    public static function kind(): string
    {
        return 'route.add';
    }

    public static function fields(): array
    {
        return ['id', 'like', 'name', 'pattern', 'rest'];
    }

    public static function read(Fields $fields): Step
    {
        return new self(
            $fields->number('id', 1, self::LARGEST),
            $fields->number('like', 1, self::LARGEST),
            $fields->text('name', self::NAME),
            $fields->text('pattern', NarrowRoute::PATTERN),
            $fields->number('rest', NarrowRoute::LEAST_REST, NarrowRoute::MOST_REST)
        );
    }

    public function parts(): array
    {
        return ['outboundRoutes'];
    }

    public function makesRule(): bool
    {
        return false;
    }

    public function refersTo(): ?int
    {
        return null;
    }

    public function objects(int $place, bool $hasOrder): array
    {
        return [new Limit(Limits::ROUTE, $this->id)];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [['kind' => Limits::ROUTE, 'id' => $this->id]];
    }

    public function predict(Config $config, int $place, Made $made, array $categories): Config
    {
        $row = $this->row($config);
        $there = $config->limit(Limits::owner(Limits::ROUTE, $this->id));
        if ($row === null || ($there !== null && Limits::route($there) !== Limits::route($row))) {
            throw new PlanRefused(PlanRefused::NO_SUCH_OWNER);
        }
        return $config->withLimit(Limits::owner(Limits::ROUTE, $this->id), $row);
    }

    public function play(Hands $hands, Made $made, Config $now): ?int
    {
        $row = $this->row($now);
        if ($row === null) {
            throw PlayFailed::refused('no such owner');
        }
        $hands->executor()->addRoute($this->id, $row);
        return null;
    }

    public function told(): array
    {
        return [
            'kind' => self::kind(),
            'id' => $this->id,
            'like' => $this->like,
            'name' => $this->name,
            'pattern' => $this->pattern,
            'rest' => $this->rest,
        ];
    }

    /**
     * @return array<string, string|null>|null
     */
    private function row(Config $config): ?array
    {
        $like = $config->limit(Limits::owner(Limits::ROUTE, $this->like));
        return $like === null ? null : [
            Limits::NAME => $this->name,
            Limits::PATTERN => $this->pattern,
            Limits::REST => (string) $this->rest,
        ] + $like;
    }
}
