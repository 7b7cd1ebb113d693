<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Plan\Boxes;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Rule;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Plan\RuleId;

/**
 * Sets the boxes of a rule, and whether its network is never banned. Rules are never deleted and made anew: others refer
 * to their ids.
 */
final class PatchRule implements ReadableStep
{
    use ReadBack;

    private RuleId $id;
    private bool $neverBlock;
    /** @var array<string, bool> */
    private array $boxes;

    /**
     * @param array<string, bool> $boxes
     */
    private function __construct(RuleId $id, bool $neverBlock, array $boxes)
    {
        $this->id = $id;
        $this->neverBlock = $neverBlock;
        $this->boxes = $boxes;
    }

    public static function kind(): string
    {
        return 'firewall.patch';
    }

    public static function fields(): array
    {
        return ['id', 'newer_block_ip', 'currentRules'];
    }

    public static function read(Fields $fields): Step
    {
        return new self(
            RuleId::read($fields, 'id'),
            $fields->truth('newer_block_ip'),
            Boxes::read($fields, 'currentRules')
        );
    }

    public function parts(): array
    {
        return ['firewall', 'ports'];
    }

    public function makesRule(): bool
    {
        return false;
    }

    public function refersTo(): ?int
    {
        return $this->id->place();
    }

    public function objects(int $place, bool $hasOrder): array
    {
        return [new Rule($this->id)];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        // A rule that the plan makes is taken away again as a whole.
        return $this->id->place() === null ? [['kind' => 'rule', 'id' => $this->id->written()]] : [];
    }

    public function predict(Config $config, int $place, Made $made, array $categories): Config
    {
        $id = $this->id->find($made) ?? -(int) $this->id->place();
        $filter = $config->filter($id);
        if ($filter === null) {
            throw new PlanRefused(PlanRefused::NO_SUCH_RULE);
        }
        $own = array_map('strval', array_keys($config->boxes($id)));
        Boxes::mustSayAll($this->boxes, array_merge($own, $categories));
        Boxes::mustBeKnown($this->boxes, array_merge($own, $categories));
        $rules = [];
        foreach ($config->rulesOf($id) as $rule) {
            $allow = $this->boxes[(string) $rule['category']] ?? null;
            $rules[] = $allow === null ? $rule : ['action' => $allow ? 'allow' : 'block'] + $rule;
        }
        // A box without rows is made by no release that patches; one that should open has to be seen open afterwards.
        foreach (array_keys(array_filter($this->boxes)) as $category) {
            if (!in_array((string) $category, $own, true)) {
                $rules[] = CreateRule::row($id, (string) $category, true);
            }
        }
        return $config->withRule($id, ['newer_block_ip' => $this->neverBlock ? '1' : '0'] + $filter, $rules);
    }

    public function play(Hands $hands, Made $made, Config $now): ?int
    {
        $id = $this->id->find($made) ?? $made->id((int) $this->id->place());
        $hands->executor()->patchRule($id, $this->neverBlock, $this->boxes);
        return null;
    }

    public function told(): array
    {
        return [
            'kind' => self::kind(),
            'id' => $this->id->written(),
            'newer_block_ip' => $this->neverBlock,
            'currentRules' => $this->boxes,
        ];
    }
}
