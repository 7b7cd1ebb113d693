<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use MikoPBX\Common\Models\Fail2BanRules;
use MikoPBX\Common\Models\FirewallRules;
use MikoPBX\Common\Models\NetworkFilters;
use MikoPBX\PBXCoreREST\Lib\Firewall\Fail2BanUnbanAction;
use MikoPBX\PBXCoreREST\Lib\Firewall\GetBannedIpAction;
use Modules\ModuleSecurityChecklist\Lib\Core\Isolation\Endings;
use Modules\ModuleSecurityChecklist\Lib\Plan\Banned;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Ports\Executor;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;

/**
 * Changes by Core's models, where it has no REST API for them (2024): the rows that the forms of its cabinet save.
 */
final class ModelExecutor implements Executor
{
    public function patchRule(int $id, bool $neverBlock, array $boxes): void
    {
        Models::attempt(static function () use ($id, $neverBlock, $boxes): void {
            $filter = NetworkFilters::findFirst("id = $id");
            if (!$filter instanceof NetworkFilters) {
                throw PlayFailed::refused('no such rule');
            }
            $filter->assign(['newer_block_ip' => $neverBlock ? '1' : '0']);
            Models::save($filter);
            $there = [];
            foreach (FirewallRules::find("networkfilterid = $id") as $rule) {
                $category = (string) $rule->category;
                $there[$category] = true;
                if (isset($boxes[$category])) {
                    self::put($rule, $filter, $boxes[$category], []);
                }
            }
            self::addMissing($filter, array_diff_key($boxes, $there));
        });
    }

    public function createRule(
        string $description,
        string $network,
        int $length,
        bool $neverBlock,
        bool $isLocal,
        array $boxes
    ): int {
        $filter = new NetworkFilters();
        Models::attempt(static function () use ($filter, $description, $network, $length, $neverBlock, $isLocal, $boxes): void {
            $filter->assign([
                'permit' => "$network/$length",
                'deny' => '0.0.0.0/0',
                'newer_block_ip' => $neverBlock ? '1' : '0',
                'local_network' => $isLocal ? '1' : '0',
                'description' => $description,
            ]);
            Models::save($filter);
            self::addMissing($filter, $boxes);
        });
        if (!is_numeric($filter->id)) {
            throw PlayFailed::unknown('no id');
        }
        return (int) $filter->id;
    }

    public function setSwitch(string $key, bool $isOn): void
    {
        Models::attempt(static function () use ($key, $isOn): void {
            Models::setting($key, $isOn ? '1' : '0');
        });
    }

    public function patchFail2ban(int $maxretry, int $findtime, int $bantime, ?array $whitelist): void
    {
        Models::attempt(static function () use ($maxretry, $findtime, $bantime, $whitelist): void {
            $row = Fail2BanRules::findFirst('id = 1');
            if (!$row instanceof Fail2BanRules) {
                throw PlayFailed::refused('no row');
            }
            $list = $whitelist === null ? [] : ['whitelist' => implode(' ', $whitelist)];
            $row->assign(['maxretry' => $maxretry, 'findtime' => $findtime, 'bantime' => $bantime] + $list);
            Models::save($row);
        });
    }

    public function setMode(string $mode): void
    {
        throw PlayFailed::refused('no security mode');
    }

    public function putSecret(string $owner, int $row, string $secret): void
    {
        SecretModels::put($owner, $row, $secret, SecretModels::STRONG);
    }

    public function limitProgram(string $kind, int $id, array $columns): void
    {
        LimitModels::put($kind, $id, $columns);
    }

    public function addRoute(int $id, array $columns): void
    {
        LimitModels::add($id, $columns);
    }

    public function setOrigins(string $origins): void
    {
        Models::oneByOne(static function () use ($origins): void {
            Models::setting(Config::ORIGINS, $origins);
        });
    }

    public function setSshKeys(string $keys): void
    {
        Models::oneByOne(static function () use ($keys): void {
            Models::setting(Config::SSH_KEYS, $keys);
        });
    }

    public function setLasting(string $key, string $value): void
    {
        Models::oneByOne(static function () use ($key, $value): void {
            Models::setting($key, $value);
        });
    }

    public function endSessions(string $spared): void
    {
        Endings::sessions($spared);
    }

    public function endPasskeys(): void
    {
        Endings::passkeys();
    }

    public function endCalls(): void
    {
        Endings::calls();
    }

    public function sessions(string $spared): int
    {
        return Endings::sessionsBut($spared);
    }

    public function passkeys(): int
    {
        return Endings::passkeysNow();
    }

    public function calls(): int
    {
        return Endings::callsNow();
    }

    public function banned(): array
    {
        return Banned::addresses(GetBannedIpAction::main()->data);
    }

    public function unban(string $address): void
    {
        // Core puts it into a command line.
        if (filter_var($address, FILTER_VALIDATE_IP) === false || !Fail2BanUnbanAction::main($address)->success) {
            throw PlayFailed::refused('unban');
        }
    }

    /**
     * Rows of Core's own template.
     *
     * @param array<string, bool> $boxes
     *
     * @throws PlayFailed
     */
    private static function addMissing(NetworkFilters $filter, array $boxes): void
    {
        foreach (FirewallRules::getDefaultRules() as $category => $template) {
            $rows = is_array($template) && is_array($template['rules'] ?? null) ? $template['rules'] : [];
            foreach (isset($boxes[$category]) ? $rows : [] as $row) {
                $row = is_array($row) ? $row : [];
                self::put(new FirewallRules(), $filter, $boxes[$category], [
                    'networkfilterid' => (string) $filter->id,
                    'category' => $category,
                    'protocol' => self::text($row, 'protocol'),
                    'portfrom' => self::text($row, 'portfrom'),
                    'portto' => self::text($row, 'portto'),
                    'portFromKey' => self::text($row, 'portFromKey'),
                    'portToKey' => self::text($row, 'portToKey'),
                ]);
            }
        }
    }

    /**
     * @param array<string, string> $fields
     *
     * @throws PlayFailed
     */
    private static function put(FirewallRules $rule, NetworkFilters $filter, bool $isAllowed, array $fields): void
    {
        $action = $isAllowed ? 'allow' : 'block';
        // As the form of the cabinet writes it.
        $network = str_replace('/', ' / ', (string) $filter->permit);
        $rule->assign(['action' => $action, 'description' => "$action connection from network: $network"] + $fields);
        Models::save($rule);
    }

    /**
     * @param array<mixed> $row
     */
    private static function text(array $row, string $name): string
    {
        return is_scalar($row[$name] ?? null) ? (string) $row[$name] : '';
    }
}
