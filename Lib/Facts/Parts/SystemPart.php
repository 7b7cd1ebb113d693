<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Bouncer;
use Modules\ModuleSecurityChecklist\Lib\Facts\Container;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\Part;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;

/**
 * Which PBX this is, and what it runs in.
 */
final class SystemPart implements Part
{
    private const BOOT_TIME = '/^btime (\d{1,12})$/m';
    /** Field 22 of /proc/<pid>/stat, counted behind the name of the process, which may hold anything. */
    private const START_TICKS = '/\) \S(?: -?\d+){18} (\d+) /';
    private const TICKS_A_SECOND = 100;

    private Settings $settings;
    private Clock $clock;
    private Files $files;
    private Container $container;
    private Bouncer $bouncer;

    public function __construct(
        Settings $settings,
        Clock $clock,
        Files $files,
        Container $container,
        Bouncer $bouncer
    ) {
        $this->settings = $settings;
        $this->clock = $clock;
        $this->files = $files;
        $this->container = $container;
        $this->bouncer = $bouncer;
    }

    public function name(): string
    {
        return 'system';
    }

    public function read(): array
    {
        $container = $this->container->find();
        $isDocker = $container['kind'] === Container::DOCKER;
        return [
            'release' => $this->settings->text('PBXVersion'),
            'name' => $this->settings->text('Name'),
            'now' => $this->clock->now()->format(DATE_ATOM),
            'bootedAt' => $this->bootedAt($isDocker),
            'language' => $this->settings->find('PBXLanguage'),
            'timeZone' => $this->settings->find('PBXTimezone'),
            'container' => $isDocker ? $container + $this->bouncer->find() : $container,
        ];
    }

    /**
     * A Docker container sees the boot of its host; it began with its own first process.
     */
    private function bootedAt(bool $isDocker): ?string
    {
        $seconds = $this->number('/proc/stat', self::BOOT_TIME);
        if ($seconds !== null && $isDocker) {
            $ticks = $this->number('/proc/1/stat', self::START_TICKS);
            $seconds = $ticks === null ? null : $seconds + intdiv($ticks, self::TICKS_A_SECOND);
        }
        $now = $this->clock->now();
        return $seconds === null ? null : $now->setTimestamp($seconds)->format(DATE_ATOM);
    }

    private function number(string $path, string $pattern): ?int
    {
        try {
            $isThere = preg_match($pattern, (string) $this->files->read($path), $found) === 1;
        } catch (CannotRead $hidden) {
            return null;
        }
        return $isThere ? (int) $found[1] : null;
    }
}
