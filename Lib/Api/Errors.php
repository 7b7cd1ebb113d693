<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Log;
use Modules\ModuleSecurityChecklist\Lib\Ports\Words;
use Throwable;

/**
 * Turns whatever was thrown into an answer in the user's language. What strangers say stays inside: it may hold anything.
 */
final class Errors
{
    private Words $words;
    private Log $log;

    public function __construct(Words $words, Log $log)
    {
        $this->words = $words;
        $this->log = $log;
    }

    public function answer(Throwable $thrown): Answer
    {
        $refused = $this->refused($thrown);
        $error = ['code' => $refused->error(), 'message' => $this->message($refused)];
        return Answer::json($refused->status(), ['result' => false, 'error' => $error], $refused->headers());
    }

    private function refused(Throwable $thrown): Refused
    {
        if ($thrown instanceof Refused) {
            return $thrown;
        }
        if ($thrown instanceof PlanRefused) {
            return Refused::plan($thrown);
        }
        $isLockedCore = $thrown instanceof CannotRead && $thrown->reason() === CannotRead::TIMEOUT;
        if ($isLockedCore || ($thrown instanceof CannotStore && $thrown->isBusy())) {
            return Refused::busy();
        }
        $this->tellTheLog($thrown);
        $isFull = ($thrown instanceof CannotStore && $thrown->isFull()) || ($thrown instanceof CannotRead && $thrown->isOfFullDisk());
        return $isFull ? Refused::disk() : Refused::broken();
    }

    /**
     * Where it broke; what it said only when it is one of ours.
     */
    private function tellTheLog(Throwable $thrown): void
    {
        $isOurs = $thrown instanceof CannotRead || $thrown instanceof CannotStore;
        $where = get_class($thrown) . ' at ' . basename($thrown->getFile()) . ':' . $thrown->getLine();
        $what = $isOurs ? $where . ' ' . $thrown->getMessage() : $where;
        try {
            $this->log->trouble((string) preg_replace('/[^\x20-\x7e]/', '?', $what));
        } catch (Throwable $unheard) {
            return;
        }
    }

    /**
     * The code, where even the words break.
     */
    private function message(Refused $refused): string
    {
        try {
            return $this->words->say($refused->says(), $refused->values());
        } catch (Throwable $speechless) {
            return $refused->error();
        }
    }
}
