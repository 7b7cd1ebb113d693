<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Container;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\FakeFiles;
use Modules\ModuleSecurityChecklist\Test\Support\FakePbx;
use PHPUnit\Framework\TestCase;

final class ContainerTest extends TestCase
{
    private const WITH_NET_ADMIN = "Name:\tphp\nCapEff:\t0000000000000000\nCapBnd:\t000001ffffffffff\n";
    private const WITHOUT_NET_ADMIN = "CapBnd:\t00000000a80425fb\n";
    private const DOCKER = ['/.dockerenv' => ''];
    private const PAIR = [
        '/sys/class/net/eth0/ifindex' => "2\n",
        '/sys/class/net/eth0/iflink' => "17\n",
        '/sys/class/net/eth0/uevent' => "INTERFACE=eth0\nIFINDEX=2\n",
    ];

    public function testAPlainMachineIsNoContainer(): void
    {
        self::assertSame(['kind' => 'none'], $this->find(false, self::WITH_NET_ADMIN));
        self::assertSame(['kind' => 'none'], $this->find(false, self::WITHOUT_NET_ADMIN), 'Core manages iptables there');
    }

    public function testLxcManagesTheFirewallWhereItHasTheRight(): void
    {
        self::assertSame(['kind' => 'lxc', 'managesFirewall' => true], $this->find(true, self::WITH_NET_ADMIN));
        self::assertSame(['kind' => 'lxc', 'managesFirewall' => false], $this->find(true, self::WITHOUT_NET_ADMIN));
        self::assertSame(['kind' => 'lxc', 'managesFirewall' => null], $this->find(true, null), 'rights not told');
    }

    public function testWhereRootDoesNotAnswerTheMissingRightTellsIt(): void
    {
        self::assertSame(['kind' => 'lxc', 'managesFirewall' => false], $this->find(null, self::WITHOUT_NET_ADMIN));
        self::assertSame(['kind' => 'none'], $this->find(null, self::WITH_NET_ADMIN));
        self::assertSame(['kind' => 'none'], $this->find(null, null));
    }

    public function testDockersBridgeGivesOneEndOfAPair(): void
    {
        self::assertSame('bridge', $this->dockerNetwork(self::PAIR, ['lo', 'eth0']));
    }

    public function testDockersHostModeShowsTheInterfacesOfTheHost(): void
    {
        self::assertSame('host', $this->dockerNetwork([], ['lo', 'ens3', 'docker0', 'veth12ab']));
    }

    public function testOtherNetworksAreNotGuessed(): void
    {
        $macvlan = ['/sys/class/net/eth0/uevent' => "DEVTYPE=macvlan\n"] + self::PAIR;
        self::assertSame('unknown', $this->dockerNetwork($macvlan, ['lo', 'eth0']));
        self::assertSame('unknown', $this->dockerNetwork([], ['lo', 'eth0']));
        self::assertSame('unknown', $this->dockerNetwork([], ['lo', '../../etc']));
    }

    public function testAnAddressOfItsOwnBesideTheHostIsTold(): void
    {
        $pbx = new FakePbx();
        $pbx->interfaces = [['name' => 'eth0', 'addresses' => []], ['name' => 'eth1', 'addresses' => []]];
        $files = ['/sys/class/net/eth1/uevent' => "DEVTYPE=macvlan\nINTERFACE=eth1\n"] + self::PAIR + self::DOCKER;
        $found = (new Container(new FakeFiles($files), $pbx, $pbx))->find();
        self::assertSame(['bridge', ['eth1']], [$found['network'] ?? null, $found['ownInterfaces'] ?? null]);
    }

    public function testUnreadableInterfacesLeaveTheNetworkUnknown(): void
    {
        $pbx = new FakePbx();
        $pbx->broken = new CannotRead(CannotRead::FAILED);
        $found = (new Container(new FakeFiles(self::DOCKER), $pbx, $pbx))->find();
        self::assertSame(['kind' => 'docker', 'network' => 'unknown', 'ownInterfaces' => []], $found);
    }

    /**
     * @return array<string, mixed>
     */
    private function find(?bool $isLxc, ?string $status): array
    {
        $pbx = new FakePbx();
        $pbx->lxc = $isLxc === true;
        $pbx->broken = $isLxc === null ? new CannotRead(CannotRead::TIMEOUT) : null;
        return (new Container(new FakeFiles(['/proc/self/status' => $status]), $pbx, $pbx))->find();
    }

    /**
     * @param array<string, string> $files
     * @param list<string>          $names
     *
     * @return mixed
     */
    private function dockerNetwork(array $files, array $names)
    {
        $pbx = new FakePbx();
        $pbx->interfaces = array_map(
            static function (string $name): array {
                return ['name' => $name, 'addresses' => []];
            },
            $names
        );
        return (new Container(new FakeFiles($files + self::DOCKER), $pbx, $pbx))->find()['network'] ?? null;
    }
}
