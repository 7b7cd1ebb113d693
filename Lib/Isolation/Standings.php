<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Isolation;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Brake\Brake;
use Modules\ModuleSecurityChecklist\Lib\Brake\BrakeDialplan;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;
use Modules\ModuleSecurityChecklist\Lib\Ports\Standing;

/**
 * Brings into force what the settings say, and looks whether it is. One at a time: whoever has read an earlier value must
 * not close again what another one has just opened.
 */
final class Standings implements Standing
{
    private const DIALPLAN = '/etc/asterisk/extensions.conf';
    private const VALUE = 'SELECT value FROM m_PbxSettings WHERE key = :key';

    private Rows $rows;
    private Files $files;
    private Seal $seal;
    private Closure $reload;
    private Closure $alone;

    /**
     * @param Rows                             $rows   of Core's database
     * @param Closure(): void                  $reload makes Asterisk's dialplan anew
     * @param Closure(Closure(): mixed): mixed $alone  does it while nobody else does
     */
    public function __construct(Rows $rows, Files $files, Seal $seal, Closure $reload, Closure $alone)
    {
        $this->rows = $rows;
        $this->files = $files;
        $this->seal = $seal;
        $this->reload = $reload;
        $this->alone = $alone;
    }

    public function follow(string $key): void
    {
        $isDone = ($this->alone)(function () use ($key): bool {
            try {
                return $key === Config::ISOLATION ? $this->sealed() : $this->reloaded($key);
            } catch (CannotRead $hidden) {
                return false;
            }
        });
        if ($isDone !== true) {
            throw PlayFailed::refused($key);
        }
    }

    public function isInForce(string $key): bool
    {
        try {
            return $key === Config::ISOLATION ? $this->isSealSo() : $this->isDialplanSo($key);
        } catch (CannotRead $hidden) {
            return false;
        }
    }

    /**
     * @throws CannotRead
     */
    public function isolation(): ?Isolation
    {
        return Isolation::read($this->value(Config::ISOLATION));
    }

    /**
     * @throws CannotRead
     */
    public function stopped(): ?CallsStop
    {
        return CallsStop::read($this->value(Config::CALLS));
    }

    /**
     * @throws CannotRead
     */
    public function brake(): ?Brake
    {
        return Brake::read($this->value(Config::BRAKE));
    }

    /**
     * @throws CannotRead
     */
    private function sealed(): bool
    {
        $isolation = $this->isolation();
        // IPv6 may be one that this kernel cannot filter: it is told, and no reason to leave IPv4 open.
        return $isolation === null ? $this->seal->open() : $this->seal->close($isolation)[4]->isSealed();
    }

    /**
     * @throws CannotRead
     */
    private function isSealSo(): bool
    {
        $isolation = $this->isolation();
        return $isolation === null ? !$this->seal->isAnywhere() : $this->seal->states($isolation)[4]->isSealed();
    }

    /**
     * @throws CannotRead
     */
    private function reloaded(string $key): bool
    {
        ($this->reload)();
        return $this->isDialplanSo($key);
    }

    /**
     * @throws CannotRead
     */
    private function isDialplanSo(string $key): bool
    {
        $dialplan = (string) $this->files->read(self::DIALPLAN);
        if ($key === Config::BRAKE) {
            $brake = $this->brake();
            return $brake === null
                ? !BrakeDialplan::isAnywhereIn($dialplan)
                : $dialplan !== '' && (new BrakeDialplan($brake))->isIn($dialplan);
        }
        $stopped = $this->stopped();
        return $stopped === null
            ? !CallsStop::isAnywhereIn($dialplan)
            : $dialplan !== '' && $stopped->isIn($dialplan);
    }

    /**
     * @throws CannotRead
     */
    private function value(string $key): string
    {
        return (string) ($this->rows->rows(self::VALUE, ['key' => $key])[0]['value'] ?? '');
    }
}
