<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Facts\Cidr;
use Modules\ModuleSecurityChecklist\Lib\Plan\Boxes;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Rule;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\RuleOrder;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Plan\RuleId;

/**
 * Makes a rule of the firewall.
 *
 * @phpstan-import-type Row from Config
 */
final class CreateRule implements ReadableStep
{
    use ReadBack;

    /** Core cuts out what looks like markup; what comes back has to be what was sent. */
    private const NAME = '/\A[^<>&"\'\p{Cc}]{1,100}\z/u';
    private const NETWORK = '/\A[0-9A-Fa-f:.]{2,45}\z/';

    private string $name;
    private string $network;
    private int $length;
    private bool $neverBlock;
    private bool $isLocal;
    /** @var array<string, bool> */
    private array $boxes;

    /**
     * @param array<string, bool> $boxes
     */
    private function __construct(
        string $name,
        string $network,
        int $length,
        bool $neverBlock,
        bool $isLocal,
        array $boxes
    ) {
        $this->name = $name;
        $this->network = $network;
        $this->length = $length;
        $this->neverBlock = $neverBlock;
        $this->isLocal = $isLocal;
        $this->boxes = $boxes;
    }

    public static function kind(): string
    {
        return 'firewall.create';
    }

    public static function fields(): array
    {
        return ['description', 'network', 'subnet', 'newer_block_ip', 'local_network', 'currentRules'];
    }

    public static function read(Fields $fields): Step
    {
        $network = $fields->text('network', self::NETWORK);
        $length = $fields->number('subnet', 1, 128);
        if (Cidr::network($network, (string) $length) !== "$network/$length") {
            // No network, host bits, or written otherwise than it is read back.
            throw $fields->unfit('network');
        }
        $name = $fields->text('description', self::NAME);
        if (trim($name) !== $name) {
            throw $fields->unfit('description');
        }
        return new self(
            $name,
            $network,
            $length,
            $fields->truth('newer_block_ip'),
            $fields->truth('local_network'),
            Boxes::read($fields, 'currentRules')
        );
    }

    public function parts(): array
    {
        return ['firewall', 'ports'];
    }

    public function makesRule(): bool
    {
        return true;
    }

    public function refersTo(): ?int
    {
        return null;
    }

    public function objects(int $place, bool $hasOrder): array
    {
        $made = new Rule(RuleId::madeBy($place));
        return $hasOrder ? [$made, new RuleOrder()] : [$made];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        $made = ['kind' => 'new-rule', 'id' => RuleId::madeBy($place)->written()];
        return $hasOrder ? [$made, ['kind' => 'rule-order']] : [$made];
    }

    public function predict(Config $config, int $place, Made $made, array $categories): Config
    {
        Boxes::mustSayAll($this->boxes, $categories);
        Boxes::mustBeKnown($this->boxes, $categories);
        if (!$config->hasOrder() && strpos($this->network, ':') !== false) {
            throw new PlanRefused(PlanRefused::NO_SUCH_RULE);
        }
        $id = $made->find($place) ?? -$place;
        $rules = [];
        foreach ($this->boxes as $category => $allow) {
            $rules[] = self::row($id, (string) $category, $allow);
        }
        return $config->withRule($id, $this->filter($id), $rules);
    }

    public function play(Hands $hands, Made $made, Config $now): int
    {
        return $hands->executor()->createRule(
            $this->name,
            $this->network,
            $this->length,
            $this->neverBlock,
            $this->isLocal,
            $this->boxes
        );
    }

    /**
     * The one new rule that can only be this one: for when nobody could say which id it got.
     *
     * @param list<int> $idsBefore that were there before the plan
     */
    public function findIn(Config $config, array $idsBefore): ?int
    {
        $wanted = $this->filter(0);
        $found = [];
        foreach ($config->filters() as $id => $filter) {
            $isNew = !in_array($id, $idsBefore, true);
            $isSame = $filter['permit'] === $wanted['permit'] && $filter['description'] === $wanted['description'];
            if ($isNew && $isSame) {
                $found[] = $id;
            }
        }
        return count($found) === 1 ? $found[0] : null;
    }

    public function told(): array
    {
        return [
            'kind' => self::kind(),
            'description' => $this->name,
            'network' => $this->network,
            'subnet' => $this->length,
            'newer_block_ip' => $this->neverBlock,
            'local_network' => $this->isLocal,
            'currentRules' => $this->boxes,
        ];
    }

    /**
     * A row as it means, not as it will be stored.
     *
     * @return Row
     */
    public static function row(int $id, string $category, bool $allow): array
    {
        return [
            'id' => null,
            'networkfilterid' => (string) $id,
            'category' => $category,
            'action' => $allow ? 'allow' : 'block',
            'protocol' => 'tcp',
            'portfrom' => null,
            'portto' => null,
        ];
    }

    /**
     * @return Row
     */
    private function filter(int $id): array
    {
        return [
            'id' => (string) $id,
            'permit' => "$this->network/$this->length",
            'description' => $this->name,
            'newer_block_ip' => $this->neverBlock ? '1' : '0',
            'local_network' => $this->isLocal ? '1' : '0',
        ];
    }
}
