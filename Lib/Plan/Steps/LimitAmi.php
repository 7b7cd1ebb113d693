<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Limits;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Plan\RuleId;

/**
 * A user of AMI may come from one network only: that of a rule of the firewall, which an earlier step may make.
 */
final class LimitAmi extends Limiting
{
    private int $id;
    private RuleId $network;

    private function __construct(int $id, RuleId $network)
    {
        $this->id = $id;
        $this->network = $network;
    }

    public static function kind(): string
    {
        return 'ami.network';
    }

    public static function fields(): array
    {
        return ['id', 'network'];
    }

    public static function read(Fields $fields): Step
    {
        return new self($fields->number('id', 1, self::LARGEST), RuleId::read($fields, 'network'));
    }

    public function parts(): array
    {
        return ['ami', 'firewall'];
    }

    public function refersTo(): ?int
    {
        return $this->network->place();
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [['kind' => Limits::AMI, 'id' => $this->id]];
    }

    public function told(): array
    {
        return ['kind' => self::kind(), 'id' => $this->id];
    }

    protected function of(): array
    {
        return [Limits::AMI, $this->id];
    }

    protected function changed(Config $config, Made $made): array
    {
        $id = $this->network->find($made) ?? -(int) $this->network->place();
        if ($config->filter($id) === null) {
            throw new PlanRefused(PlanRefused::NO_SUCH_RULE);
        }
        return [Limits::NETWORK => (string) $id];
    }
}
