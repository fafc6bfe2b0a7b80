"""What one does once for a site: begin it, translate the words of its pages."""
