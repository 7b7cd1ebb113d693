<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use MikoPBX\Common\Models\Fail2BanRules;
use MikoPBX\Common\Models\FirewallRules;
use MikoPBX\Common\Models\NetworkFilters;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;
use Modules\ModuleSecurityChecklist\Lib\Ports\Sealer;

/**
 * Puts rows back by Core's models, on every release: they take what was there before, and Core notices.
 */
final class ModelRestorer implements Restorer
{
    private Sealer $sealer;

    public function __construct(Sealer $sealer)
    {
        $this->sealer = $sealer;
    }

    public function putRule(int $id, array $filter, array $rules): void
    {
        Models::attempt(static function () use ($id, $filter, $rules): void {
            $model = NetworkFilters::findFirst("id = $id");
            $model = $model instanceof NetworkFilters ? $model : new NetworkFilters();
            // The order is put back by itself.
            $model->assign($model->id === null ? $filter : array_diff_key($filter, ['priority' => null]));
            Models::save($model);
            $kept = [];
            foreach ($rules as $rule) {
                $kept[(int) $rule['id']] = $rule;
            }
            foreach (FirewallRules::find("networkfilterid = $id") as $rule) {
                if (!isset($kept[(int) $rule->id])) {
                    Models::delete($rule);
                }
            }
            foreach ($kept as $ruleId => $row) {
                $rule = FirewallRules::findFirst("id = $ruleId");
                $rule = $rule instanceof FirewallRules ? $rule : new FirewallRules();
                $rule->assign($row);
                Models::save($rule);
            }
        });
    }

    public function removeRule(int $id): void
    {
        Models::attempt(static function () use ($id): void {
            foreach (FirewallRules::find("networkfilterid = $id") as $rule) {
                Models::delete($rule);
            }
            $filter = NetworkFilters::findFirst("id = $id");
            if ($filter instanceof NetworkFilters) {
                Models::delete($filter);
            }
        });
    }

    public function putOrder(array $priorities): void
    {
        Models::attempt(static function () use ($priorities): void {
            foreach ($priorities as $id => $priority) {
                $filter = NetworkFilters::findFirst("id = $id");
                if ($filter instanceof NetworkFilters) {
                    $filter->assign(['priority' => $priority]);
                    Models::save($filter);
                }
            }
        });
    }

    public function putFail2ban(array $row): void
    {
        Models::attempt(static function () use ($row): void {
            $model = Fail2BanRules::findFirst('id = 1');
            $model = $model instanceof Fail2BanRules ? $model : new Fail2BanRules();
            $numbers = [];
            foreach (['maxretry', 'findtime', 'bantime'] as $name) {
                $numbers[$name] = isset($row[$name]) ? (int) $row[$name] : null;
            }
            $model->assign($numbers + $row);
            Models::save($model);
        });
    }

    public function putSealed(string $owner, int $row, string $sealed): void
    {
        try {
            $secret = $this->sealer->open($owner, $sealed);
        } catch (CannotRead $gone) {
            throw PlayFailed::refused($gone->getMessage());
        }
        SecretModels::put($owner, $row, $secret, SecretModels::NOT_JUDGED);
    }

    public function putLimit(string $kind, int $id, array $row): void
    {
        LimitModels::put($kind, $id, $row);
    }

    public function removeRoute(int $id): void
    {
        LimitModels::remove($id);
    }

    public function putSetting(string $key, string $value): void
    {
        Models::oneByOne(static function () use ($key, $value): void {
            Models::setting($key, $value);
        });
    }
}
