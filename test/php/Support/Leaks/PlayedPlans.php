<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Leaks;

use Modules\ModuleSecurityChecklist\Lib\Adapters\KeyFile;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PlanFolder;
use Modules\ModuleSecurityChecklist\Lib\Adapters\ProcPeers;
use Modules\ModuleSecurityChecklist\Lib\Adapters\RecordFolder;
use Modules\ModuleSecurityChecklist\Lib\Adapters\RootSealer;
use Modules\ModuleSecurityChecklist\Lib\Plan\Acceptance;
use Modules\ModuleSecurityChecklist\Lib\Plan\Calendar;
use Modules\ModuleSecurityChecklist\Lib\Plan\ConfigReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\Enforcement;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Intake;
use Modules\ModuleSecurityChecklist\Lib\Plan\Later;
use Modules\ModuleSecurityChecklist\Lib\Plan\OpenRotations;
use Modules\ModuleSecurityChecklist\Lib\Plan\PasswordForms;
use Modules\ModuleSecurityChecklist\Lib\Plan\PasswordsInPlans;
use Modules\ModuleSecurityChecklist\Lib\Plan\Player;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlayerNeeds;
use Modules\ModuleSecurityChecklist\Lib\Plan\InForce;
use Modules\ModuleSecurityChecklist\Lib\Plan\Source;
use Modules\ModuleSecurityChecklist\Lib\Plan\Status;
use Modules\ModuleSecurityChecklist\Lib\Plan\Story as PlanStory;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wiping;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Ports\Line;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;
use Modules\ModuleSecurityChecklist\Lib\Store\PlanNonces;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\CountingMemory;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\CountingNotices;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\FakeTeller;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Fate;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\FixedSurroundings;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedAsterisk;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedCore;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedFirewall;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedServer;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedTime;

/**
 * Root's side of plans on a planted PBX: records, desk and journal are the real ones.
 */
final class PlayedPlans
{
    private const PORTS = ['WEB' => 443, 'SSH' => 22, 'AMI' => 5038, 'AJAM' => 8088, 'MODULECTICLIENT' => 8224];
    private const PEERS = "  sl  local_address rem_address   st\n   0: 0207A8C0:01BB 097100CB:D431 01 0\n";

    private const ROTATED = 1000;

    public PretendedServer $server;
    public PretendedCore $core;
    private PretendedTime $time;
    private PlantedPbx $pbx;
    private Fate $fate;
    private bool $hasOrder;

    public function __construct(PlantedPbx $pbx, bool $hasOrder)
    {
        $this->pbx = $pbx;
        $this->hasOrder = $hasOrder;
        $this->fate = new Fate();
        $this->server = new PretendedServer();
        $this->server->epoch = '7 9';
        $this->core = new PretendedCore($pbx->core, $pbx->sources->core, $this->fate, $hasOrder);
        $this->core->sealer = new RootSealer($pbx->path(''), new KeyFile($pbx->path('')));
        $this->time = new PretendedTime($this->fate);
        $this->fill();
    }

    /**
     * Closes everything but phones for everybody.
     *
     * @return array<string, mixed>
     */
    public function plan(): array
    {
        $step = [
            'kind' => 'firewall.patch', 'id' => 9, 'newer_block_ip' => false,
            'currentRules' => Plans::boxes($this->hasOrder, ['SIP', 'IAX', 'ICMP']),
        ];
        return Plans::plan('close-web-cti', [$step], [['kind' => 'rule', 'id' => 9]]);
    }

    /**
     * New passwords for extensions whose manual attributes do not decide.
     *
     * @return array<string, mixed>
     */
    public function rotation(): array
    {
        return Plans::rotation($this->numbers(), false);
    }

    /**
     * @return list<string> what they have now
     */
    public function secrets(): array
    {
        $numbers = $this->numbers();
        $rows = (new PdoRows($this->pbx->core))->rows("SELECT extension, secret FROM m_Sip WHERE type = 'peer'");
        $secrets = [];
        foreach ($rows as $row) {
            if (in_array($row['extension'], $numbers, true)) {
                $secrets[] = (string) $row['secret'];
            }
        }
        return $secrets;
    }

    public function wish(Wish $wish): void
    {
        (new PlanFolder($this->pbx->path(''), self::silence()))->wish($wish);
    }

    /**
     * As the root worker does.
     */
    public function look(): void
    {
        $desk = new PlanFolder($this->pbx->path(''), self::silence());
        $records = $this->records();
        $status = new Status($desk, $records, $this->pbx->clock);
        $nonces = new PlanNonces($this->pbx->storage, $this->pbx->clock);
        $calendar = new Calendar($records, $this->time, $this->pbx->clock);
        $later = new Later($records, $this->time, $this->pbx->clock, $this->story(), new FakeTeller(), $this->pbx->log);
        (new Intake($desk, $records, $nonces, $this->pbx->clock, $this->time, $status, $calendar, $later))->look();
    }

    private function story(): PlanStory
    {
        return new PlanStory(new Journal($this->pbx->storage, $this->pbx->clock));
    }

    private function records(): RecordFolder
    {
        return new RecordFolder($this->pbx->path(''), $this->pbx->path(''), $this->pbx->commands);
    }

    /**
     * As the root worker answers.
     */
    public function answer(): string
    {
        return (string) json_encode($this->rotations()->open());
    }

    public function rotations(): OpenRotations
    {
        $rows = new PdoRows($this->pbx->core);
        return new OpenRotations($this->records(), $rows, $this->pbx->sources->core, $this->core->sealer);
    }

    /**
     * @return list<string>
     */
    private function numbers(): array
    {
        $rows = (new PdoRows($this->pbx->core))->rows(
            "SELECT extension FROM m_Sip WHERE type = 'peer' AND coalesce(manualattributes, '') = ''"
                . " AND extension GLOB '[0-9][0-9]*' AND length(extension) <= 16 GROUP BY extension HAVING count(*) = 1"
                . ' ORDER BY extension LIMIT ' . self::ROTATED
        );
        return array_values(array_filter(array_map('strval', array_column($rows, 'extension')), 'ctype_digit'));
    }

    /**
     * @param callable(): void $meanwhile called again and again while time passes
     */
    public function play(callable $meanwhile): void
    {
        $desk = new PlanFolder($this->pbx->path(''), self::silence());
        $records = $this->records();
        $calendar = new Calendar($records, $this->time, $this->pbx->clock);
        $this->look();
        $reader = new ConfigReader($this->pbx->sources->rows, $this->pbx->sources->core, $this->core->sealer);
        $firewall = new PretendedFirewall($reader, $this->fate);
        $this->time->whenPassed = [function () use ($firewall, $meanwhile): void {
            $this->core->timePasses();
            $firewall->timePasses();
            $meanwhile();
        }];
        $needs = new PlayerNeeds();
        $needs->records = $records;
        $needs->desk = $desk;
        $needs->calendar = $calendar;
        $forms = new PasswordForms($this->hasOrder);
        $needs->source = new Source($records, new PasswordsInPlans($this->pbx->needs->envelope, $forms, $this->core->sealer));
        $needs->story = $this->story();
        $needs->teller = new FakeTeller();
        $needs->wiping = new Wiping($records, $this->core->sealer);
        $needs->reader = $reader;
        $needs->hands = new Hands($this->core, $this->core);
        $needs->notices = new CountingNotices();
        $needs->surroundings = new FixedSurroundings($this->pbx->sources->core);
        $needs->acceptance = new Acceptance($needs->surroundings);
        $needs->enforcement = new Enforcement($firewall, $firewall, $firewall, $this->time, $needs->surroundings);
        $system = new PretendedAsterisk($this->pbx->core);
        $needs->inForce = new InForce($this->pbx->sources->rows, $system, $this->time, $system);
        $needs->connections = $this->server;
        $needs->memory = new CountingMemory();
        $needs->peers = new ProcPeers(new FakeFiles(['/proc/net/tcp' => self::PEERS]));
        $needs->clock = $this->pbx->clock;
        $needs->pace = $this->time;
        $needs->log = $this->pbx->log;
        (new Player($needs))->run();
    }

    private function fill(): void
    {
        $this->pbx->insert('m_NetworkFilters', ['id' => 9, 'permit' => '0.0.0.0/0', 'description' => 'Internet']);
        foreach ([4, 9] as $filter) {
            foreach (array_keys(Plans::boxes($this->hasOrder, [])) as $box) {
                $port = self::PORTS[$box] ?? 5060;
                $this->pbx->insert('m_FirewallRules', [
                    'networkfilterid' => $filter, 'category' => $box, 'action' => 'allow', 'portfrom' => $port, 'portto' => $port,
                    'protocol' => isset(self::PORTS[$box]) ? 'tcp' : 'udp',
                ]);
            }
        }
        foreach (['PBXFirewallEnabled' => '1', 'PBXVersion' => '2026.1.223', 'WEBHTTPSPort' => '443'] as $key => $value) {
            $this->pbx->set($key, $value);
        }
    }

    private static function silence(): Line
    {
        return new class implements Line {
            public function ask(string $question): string
            {
                return '{}';
            }
        };
    }
}
