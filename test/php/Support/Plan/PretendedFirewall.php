<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use LogicException;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\ConfigReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\Networks;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\Reloader;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use PDO;

/**
 * Rules that run, and the file of Fail2Ban: made from the rows some seconds after they changed, as Core's worker does,
 * or at once when told to.
 */
final class PretendedFirewall implements RootReadings, Files, Reloader
{
    private ConfigReader $reader;
    private Fate $fate;
    /** Core's worker is dead. */
    public bool $isStuck = false;
    /** Nothing brings them into force, not even by hand. */
    public bool $isBroken = false;
    /** @var list<string> lines of somebody else */
    public array $foreign = [];
    public int $reloads = 0;
    /** Core's process that writes rules at this moment. */
    public ?int $writer = null;
    /** @var array<int, list<string>> */
    private array $rules = [4 => [], 6 => []];
    private string $jails = '';
    private ?PDO $pdo;
    /** How many changes of rows there had been; -1: they are not of these rows. */
    private int $madeAfter = -1;

    /**
     * @param PDO|null $pdo of the rows: while none of them changes, nothing is made anew; null: it is made each time
     */
    public function __construct(ConfigReader $reader, Fate $fate, ?PDO $pdo = null)
    {
        $this->reader = $reader;
        $this->fate = $fate;
        $this->pdo = $pdo;
        $this->make();
    }

    public function timePasses(): void
    {
        if (!$this->isStuck && !$this->isBroken && ($this->madeAfter === -1 || $this->madeAfter !== $this->changes())) {
            $this->make();
        }
    }

    /**
     * Somebody took all lines away.
     */
    public function flush(): void
    {
        $this->rules = [4 => ['-P INPUT ACCEPT'], 6 => ['-P INPUT ACCEPT']];
        $this->madeAfter = -1;
    }

    public function reload(): void
    {
        $this->fate->at('reload');
        $this->reloads++;
        if (!$this->isBroken) {
            $this->make();
        }
    }

    public function runningRules(int $family): array
    {
        if ($family !== 4 && $family !== 6) {
            throw new LogicException("no family $family");
        }
        return array_merge($this->rules[$family] ?? [], $family === 4 ? $this->foreign : []);
    }

    public function jails(): array
    {
        return [['name' => 'dropbear', 'banned' => 0]];
    }

    public function isLxc(): bool
    {
        return false;
    }

    public function devices(): array
    {
        return [];
    }

    public function read(string $path): ?string
    {
        $lock = $this->writer === null
            ? []
            : ['/var/run/service_reload_firewall.pid' => (string) $this->writer, "/proc/$this->writer/stat" => 'S'];
        return $path === '/etc/fail2ban/jail.local' ? $this->jails : $lock[$path] ?? null;
    }

    private function changes(): int
    {
        $counted = $this->pdo === null ? false : $this->pdo->query('SELECT total_changes()');
        return $counted === false ? -1 : (int) $counted->fetchColumn();
    }

    private function make(): void
    {
        $this->madeAfter = $this->changes();
        $config = $this->reader->read();
        $this->rules = [4 => ['-P INPUT ACCEPT'], 6 => ['-P INPUT ACCEPT']];
        if ($config->isOn(Config::FIREWALL)) {
            $ports = [];
            foreach ($config->openings() as $opening) {
                $isRange = $opening['to'] !== '' && $opening['to'] !== $opening['from'];
                $ports[$opening['permit']][$opening['protocol']][] = $opening['from'] . ($isRange ? ':' . $opening['to'] : '');
            }
            foreach ($ports as $permit => $protocols) {
                foreach ($protocols as $protocol => $list) {
                    $what = $protocol === 'icmp'
                        ? '-m icmp --icmp-type 8'
                        : '-m multiport --dports ' . implode(',', array_unique($list));
                    $family = Networks::isVersion6((string) $permit) ? 6 : 4;
                    $from = $permit === '0.0.0.0/0' ? '' : '-s ' . Networks::normal((string) $permit) . ' ';
                    $this->rules[$family][] = "-A INPUT $from-p $protocol $what -j ACCEPT";
                }
            }
            // Without an order of rules Core drops the rest in any case, and leaves IPv6 alone.
            $hasOrder = $config->hasOrder();
            if ($config->filters() !== [] || !$hasOrder) {
                $this->rules[4][] = '-A INPUT -j DROP';
            }
            if ($config->filters() !== [] && $hasOrder) {
                $this->rules[6][] = '-A INPUT -j DROP';
            }
        }
        $row = $config->fail2ban();
        if ($row !== null && $config->isOn(Config::FAIL2BAN)) {
            $numbers = "maxretry = {$row['maxretry']}\nfindtime = {$row['findtime']}\nbantime = {$row['bantime']}\n";
            $this->jails = "[DEFAULT]\nignoreip = 127.0.0.1 {$row['whitelist']}\n\n[dropbear]\n{$numbers}[mikopbx-www]\n$numbers";
        }
    }
}
