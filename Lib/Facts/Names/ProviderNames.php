<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Names;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Column;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\ProviderRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Demo;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Names;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;

/**
 * Looks up the names of the hosts of providers that are switched on. A program's business: facts read what it kept.
 */
final class ProviderNames
{
    private const MOST = 50;
    private const SECONDS = 60.0;

    private ProviderRows $providers;
    private KeptNames $kept;

    public function __construct(ProviderRows $providers, KeptNames $kept)
    {
        $this->providers = $providers;
        $this->kept = $kept;
    }

    /**
     * Each is kept as soon as it was answered: a process that is ended loses one. Those that ask longest come first.
     *
     * @throws CannotRead
     * @throws CannotStore
     */
    public function lookUp(Names $names, Clock $clock, Pace $pace): void
    {
        $until = $pace->uptime() + self::SECONDS;
        $next = new NameHistory($names);
        // A name that no provider has any more is forgotten.
        $kept = $this->kept->all();
        $histories = [];
        $byAge = [];
        foreach ($this->names() as $name) {
            $histories[$name] = $kept[$name] ?? NameHistory::none($name);
            $failed = $histories[$name]['failed'];
            $byAge[$name] = max($histories[$name]['resolvedAt'] ?? '', $failed === null ? '' : $failed['at']);
        }
        $this->kept->put($histories);
        asort($byAge);
        foreach (array_keys($byAge) as $host) {
            if ($pace->uptime() >= $until) {
                return;
            }
            $histories[$host] = $next->next($host, $histories[$host], $clock->now());
            $this->kept->put($histories);
        }
    }

    /**
     * @return list<string> in small letters, without ports
     *
     * @throws CannotRead
     */
    private function names(): array
    {
        $hosts = $this->providers->hosts();
        $names = [];
        foreach ($this->providers->all() as $row) {
            $host = Column::text($row['host']);
            $id = Column::text($row['id']);
            if (Column::isDisabled($row['disabled']) || Demo::isProvider($id, $host)) {
                continue;
            }
            foreach (array_merge([$host], $hosts[$id] ?? []) as $text) {
                $name = strtolower((string) preg_replace('/:\d+$/D', '', trim($text)));
                if (NameHistory::isName($name)) {
                    $names[$name] = $name;
                }
            }
        }
        return array_slice(array_values($names), 0, self::MOST);
    }
}
