<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\Interfaces;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;

/**
 * Docker, LXC or neither.
 *
 * @phpstan-type Kind array{kind: 'none'}
 *     |array{kind: 'docker', network: 'bridge'|'host'|'unknown', ownInterfaces: list<string>}
 *     |array{kind: 'lxc', managesFirewall: bool|null}
 */
final class Container
{
    public const DOCKER = 'docker';

    /** Bit of CAP_NET_ADMIN (linux/capability.h): whoever lacks it cannot change iptables, root or not. */
    private const NET_ADMIN = 12;
    /** Interfaces that Docker makes on the host: who sees them shares the host's network. */
    private const OF_THE_HOST = '/^(?:docker\d|br-[0-9a-f]{12}$|veth)/';

    private Files $files;
    private Interfaces $interfaces;
    private RootReadings $root;

    public function __construct(Files $files, Interfaces $interfaces, RootReadings $root)
    {
        $this->files = $files;
        $this->interfaces = $interfaces;
        $this->root = $root;
    }

    /**
     * @return Kind
     *
     * @throws CannotRead
     */
    public function find(): array
    {
        if ($this->files->read('/.dockerenv') !== null) {
            return [
                'kind' => self::DOCKER,
                'network' => $this->dockerNetwork(),
                'ownInterfaces' => $this->besideTheHost(),
            ];
        }
        $isLxc = $this->saysLxc();
        $managesFirewall = $this->mayManageNetwork();
        // Where nobody can tell, the missing right does: a machine of its own never lacks it.
        if ($isLxc || ($isLxc === null && $managesFirewall === false)) {
            return ['kind' => 'lxc', 'managesFirewall' => $managesFirewall];
        }
        return ['kind' => 'none'];
    }

    private function saysLxc(): ?bool
    {
        try {
            return $this->root->isLxc();
        } catch (CannotRead $hidden) {
            return null;
        }
    }

    private function mayManageNetwork(): ?bool
    {
        $status = (string) $this->orNull('/proc/self/status');
        if (preg_match('/^CapBnd:\s*([0-9a-f]{1,16})$/m', $status, $found) !== 1) {
            return null;
        }
        $low = (int) hexdec(substr($found[1], -8));
        return (($low >> self::NET_ADMIN) & 1) === 1;
    }

    /**
     * @return 'bridge'|'host'|'unknown'
     */
    private function dockerNetwork(): string
    {
        $names = [];
        try {
            foreach ($this->interfaces->running() as $interface) {
                $names[] = $interface['name'];
            }
        } catch (CannotRead $unreadable) {
            return 'unknown';
        }
        if (preg_grep(self::OF_THE_HOST, $names) !== []) {
            return 'host';
        }
        $own = array_filter($names, function (string $name): bool {
            return $this->isOneEndOfAPair($name);
        });
        return $own === [] ? 'unknown' : 'bridge';
    }

    /**
     * A bridge gives the container one end of a pair: linked to another interface than itself, and no macvlan.
     */
    private function isOneEndOfAPair(string $name): bool
    {
        if (preg_match('/^eth\d+$/D', $name) !== 1) {
            return false;
        }
        $folder = '/sys/class/net/' . $name;
        $index = trim((string) $this->orNull($folder . '/ifindex'));
        $link = trim((string) $this->orNull($folder . '/iflink'));
        $kind = (string) $this->orNull($folder . '/uevent');
        return $index !== '' && $link !== '' && $index !== $link && strpos($kind, 'DEVTYPE=') === false;
    }

    /**
     * Interfaces with an address of their own in the host's network, which its firewall never sees.
     *
     * @return list<string>
     */
    private function besideTheHost(): array
    {
        $own = [];
        try {
            foreach ($this->interfaces->running() as ['name' => $name]) {
                $kind = preg_match('/^\w{1,15}$/D', $name) === 1 ? "/sys/class/net/$name/uevent" : '';
                if (preg_match('/^DEVTYPE=(?:macvlan|ipvlan)$/m', (string) $this->orNull($kind)) === 1) {
                    $own[] = $name;
                }
            }
        } catch (CannotRead $unreadable) {
            return [];
        }
        return $own;
    }

    private function orNull(string $path): ?string
    {
        try {
            return $this->files->read($path);
        } catch (CannotRead $hidden) {
            return null;
        }
    }
}
