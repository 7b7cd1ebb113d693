<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Watch;

use Modules\ModuleSecurityChecklist\Lib\Ports\Mail;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;

/**
 * A mail is tried again: where it is about a start of the machine, network and server for mail may come later than it.
 */
final class Delivery
{
    /** Seconds before another try. */
    private const PAUSES = [30.0, 120.0, 600.0];

    private Mail $mail;
    private Pace $pace;

    public function __construct(Mail $mail, Pace $pace)
    {
        $this->mail = $mail;
        $this->pace = $pace;
    }

    /**
     * @param list<string> $lines plain text
     *
     * @return bool false: nobody was told
     */
    public function send(string $subject, array $lines): bool
    {
        if (!$this->mail->hasReader()) {
            return false;
        }
        foreach (self::PAUSES as $pause) {
            if ($this->mail->send($subject, $lines)) {
                return true;
            }
            $this->pace->sleep($pause);
        }
        return $this->mail->send($subject, $lines);
    }
}
